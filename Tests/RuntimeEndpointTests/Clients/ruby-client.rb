# A client as Ruby's is described: it opens the goal state twice, never renews its lease after a change, keeps the first
# current-state endpoint, and says Stopped with the incarnation before.
$stdout.sync = true
ID = '5d0c1f0e-7a55-4a0b-9d6b-0f3f0c9a1e21'

def one(text, pattern)
  text[pattern, 1] || (puts('torn document'); exit(1))
end

def next_state(goal)
  length = goal.gets.to_i(16)
  xml = goal.read(length)
  (puts('torn chunk'); exit(1)) if xml.nil? || xml.bytesize != length
  goal.gets
  %w[Incarnation ExpectedState RoleEnvironmentPath CurrentStateEndpoint].map { |name| [name, one(xml, /<#{name}>([^<]*)</)] }.to_h
end

def setting(state)
  one(File.read(state['RoleEnvironmentPath']), /name="QueueName" value="([^"]*)"/)
end

def report(endpoint, incarnation, status)
  File.open(endpoint, 'w') do |file|
    file.write("<?xml version=\"1.0\"?>\n<CurrentState>\n  <StatusLease ClientId=\"#{ID}\">\n    <Acquire>\n" \
      "      <Incarnation>#{incarnation}</Incarnation>\n      <Status>#{status}</Status>\n      <StatusDetail>#{status}</StatusDetail>\n" \
      "      <Expiration>9999-12-31T23:59:59.999Z</Expiration>\n    </Acquire>\n  </StatusLease>\n</CurrentState>\n")
  end
end

# The first file is closed whenever the collector comes by.
goal_path = one(File.open(ENV['WaRuntimeEndpoint']).read, /path="([^"]*)"/)
first = File.open(goal_path)
state = next_state(first)
endpoint = state['CurrentStateEndpoint']
watched = File.open(goal_path)
state = next_state(watched)
puts "started with #{setting(state)}"
report(endpoint, state['Incarnation'], 'Busy')
loop do
  before = state['Incarnation']
  state = next_state(watched)
  if state['ExpectedState'] == 'Stopped'
    report(endpoint, before, 'Stopped')
    exit 0
  end
  puts "changed to #{setting(state)}"
end
