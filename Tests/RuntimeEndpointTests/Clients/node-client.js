// A client as Node's is described: each `data` event is one chunk, numbers are compared as text, one connection a report.
// It says on standard output what it does, one line each; `node node-client.js` finds the endpoint in WaRuntimeEndpoint.
'use strict';
const net = require('net');
const fs = require('fs');
const id = '5d0c1f0e-7a55-4a0b-9d6b-0f3f0c9a1e21';
let state = null;

const say = (line) => process.stdout.write(line + '\n');
const value = (xml, name) => xml.match(new RegExp('<' + name + '>([^<]*)</' + name + '>'))[1];
const setting = () => fs.readFileSync(state.role, 'utf8').match(/name="QueueName" value="([^"]*)"/)[1];

function report(status, until, then) {
    const socket = net.connect(state.endpoint, () => {
        socket.end('<?xml version="1.0" encoding="utf-8" standalone="yes"?><CurrentState><StatusLease ClientId="' + id +
            '"><Acquire><Incarnation>' + state.incarnation + '</Incarnation><Status>' + status + '</Status><StatusDetail>' +
            status + '</StatusDetail><Expiration>' + until + '</Expiration></Acquire></StatusLease></CurrentState>');
    });
    socket.on('close', then);
    socket.resume();
}

function chunk(data) {
    const parts = data.toString().split('\r\n');
    if (parseInt(parts[0], 16) !== Buffer.byteLength(parts[1]) || parts.length !== 3) say('torn chunk');
    const next = {
        incarnation: value(parts[1], 'Incarnation'), expected: value(parts[1], 'ExpectedState'),
        role: value(parts[1], 'RoleEnvironmentPath'), endpoint: value(parts[1], 'CurrentStateEndpoint'),
    };
    const first = state === null;
    if (!first && !(next.incarnation > state.incarnation)) return say('ignored ' + next.incarnation);
    state = next;
    if (first) {
        say('started with ' + setting());
        report('Busy', '2100-01-01T00:00:00.000Z', () => say('busy'));
    } else if (next.expected === 'Stopped') {
        report('Stopped', '9999-12-31T23:59:59.999Z', () => process.exit(0));
    } else {
        say('changed to ' + setting());
        report('Busy', '2100-01-01T00:00:00.000Z', () => say('accepted'));
    }
}

let discovered = false;
net.connect(process.env.WaRuntimeEndpoint).on('data', (data) => {
    if (discovered) return;
    discovered = true;
    const pieces = data.toString().split('\r\n');
    const xml = pieces[1] ? pieces[1] : pieces[0];
    net.connect(xml.match(/version="2011-03-08" path="([^"]*)"/)[1]).on('data', chunk);
});
