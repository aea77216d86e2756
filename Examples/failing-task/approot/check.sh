#!/bin/sh
echo "everything needed is here"
