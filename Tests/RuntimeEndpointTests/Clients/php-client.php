<?php
// A client as PHP's is described: every call opens the version and goal-state FIFOs anew; to watch, it keeps the latter.
$id = '4d1e8a0b2c3f5';

function say($line) { fwrite(STDOUT, "$line\n"); }

function open_goal_state() {
    $version = fopen(getenv('WaRuntimeEndpoint'), 'r');
    $xml = found(stream_get_contents($version), '/version="2011-03-08" path="([^"]*)"/');
    fclose($version);
    return fopen($xml, 'r');
}

function found($text, $pattern) {
    if (!preg_match($pattern, $text, $match)) { say("torn document"); exit(1); }
    return $match[1];
}

function next_state($goal) {
    $length = hexdec(trim(fgets($goal)));
    $xml = '';
    while (strlen($xml) < $length) {
        $piece = fread($goal, $length - strlen($xml));
        if ($piece === false || $piece === '') { say('torn chunk'); exit(1); }
        $xml .= $piece;
    }
    fgets($goal);
    $state = array();
    foreach (array('Incarnation', 'ExpectedState', 'RoleEnvironmentPath', 'CurrentStateEndpoint') as $name) {
        $state[$name] = found($xml, "/<$name>([^<]*)</");
    }
    return $state;
}

function setting($state) {
    $xml = file_get_contents($state['RoleEnvironmentPath']);
    return found($xml, '/name="QueueName" value="([^"]*)"/');
}

function report($state, $status) {
    global $id;
    $channel = fopen($state['CurrentStateEndpoint'], 'w');
    fwrite($channel, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CurrentState><StatusLease ClientId=\"$id\"><Acquire>" .
        "<Incarnation>{$state['Incarnation']}</Incarnation><Status>$status</Status>" .
        "<Expiration>2038-01-19T03:14:07.0000000Z</Expiration></Acquire></StatusLease></CurrentState>\n");
    fclose($channel);
}

function current_state() {
    $goal = open_goal_state();
    $state = next_state($goal);
    fclose($goal);
    return $state;
}

for ($call = 0; $call < 5; $call++) { $state = current_state(); }
say('started with ' . setting($state));
$goal = open_goal_state();
$state = next_state($goal);
report($state, 'Busy');
while (true) {
    $state = next_state($goal);
    if ($state['ExpectedState'] == 'Stopped') { report($state, 'Stopped'); exit(0); }
    say('changed to ' . setting($state));
    report($state, 'Busy');
}
