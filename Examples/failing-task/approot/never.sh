#!/bin/sh
echo "this must never be printed: a simple task before it has failed"
