"""A client of the runtime endpoint, protocol 2011-03-08, over Unix sockets or FIFOs. Standard library only."""
import datetime
import os
import select
import socket
import stat
import time
import uuid
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

VERSION = "2011-03-08"
FOREVER = "9999-12-31T23:59:59.999Z"


class RuntimeMissing(Exception):
    """There is no runtime endpoint, or it can not be used."""


class GoalState:
    """What the bootstrapper wants, and where everything else is."""

    def __init__(self, xml):
        root = ElementTree.fromstring(xml)
        self.incarnation = int(root.findtext("Incarnation"))
        self.expected = root.findtext("ExpectedState")
        self.environment_path = root.findtext("RoleEnvironmentPath")
        self.current_state_path = root.findtext("CurrentStateEndpoint")


class Environment:
    """The role environment file: who this instance is, and how it is configured."""

    def __init__(self, path):
        root = ElementTree.parse(path).getroot()
        current = root.find("CurrentInstance")
        self.deployment = root.find("Deployment").get("id")
        self.emulated = root.find("Deployment").get("emulated") == "true"
        self.instance = current.get("id")
        self.role = current.get("roleName")
        self.settings = {entry.get("name"): entry.get("value") for entry in current.iter("ConfigurationSetting")}
        self.resources = {entry.get("name"): entry.attrib for entry in current.iter("LocalResource")}
        self.endpoints = {entry.get("name"): entry.attrib for entry in current.iter("Endpoint")}
        self.roles = {role.get("name"): topology(role.iter("Instance")) for role in root.find("Roles")}
        self.roles.setdefault(self.role, {}).update(topology([current]))


def topology(instances):
    """Returns instances by name, with what other instances have to know of them."""
    return {
        instance.get("id"): (
            instance.get("faultDomain"),
            instance.get("updateDomain"),
            sorted(sorted(endpoint.attrib.items()) for endpoint in instance.iter("Endpoint")),
        )
        for instance in instances
    }


def differences(old, new):
    """Returns what differs: ("setting", name) and ("topology", role)."""

    def unequal(one, other):
        return [name for name in {**one, **other} if one.get(name) != other.get(name)]

    settings = [("setting", name) for name in unequal(old.settings, new.settings)]
    return settings + [("topology", role) for role in unequal(old.roles, new.roles)]


class Runtime:
    """This process as a client of the endpoint: asks at once, so that `environment` is always there."""

    def __init__(self, endpoint=None, limit=5.0):
        self.endpoint = endpoint or os.environ.get("WaRuntimeEndpoint")
        if not self.endpoint:
            raise RuntimeMissing("cannot find the runtime endpoint: WaRuntimeEndpoint is not set")
        self.client = str(uuid.uuid4())
        self.limit = limit
        self.lease = None
        self.goal_path = self._discover()
        self.states = self._open_goal_states()
        self.state = next(self.states)
        self.environment = self.read_environment(self.state)

    def goal_states(self):
        """Yields each new goal state, the last one with `expected == "Stopped"`; waits without a limit."""
        if self.state.expected == "Stopped":
            yield self.state
        for state in self.states:
            if state.incarnation > self.state.incarnation:
                if state.expected == "Stopped":
                    self.state = state
                yield state

    def read_environment(self, state):
        """Reads the role environment that a goal state names."""
        return Environment(state.environment_path)

    def accept(self, state, environment):
        """Goes by a new goal state; a status that was set is set again, which is what tells the bootstrapper."""
        self.state, self.environment = state, environment
        if self.lease:
            self._acquire(state, *self.lease)

    def cancel(self, state):
        """Does not accept a change while running: the role stops in order and comes back with it."""
        self._acquire(state, "Recycle", FOREVER)

    def report(self, status, seconds=None):
        """Reports Started (Ready), Busy, Recycle or Stopped; without seconds for ever."""
        until = FOREVER
        if seconds is not None:
            moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
            until = moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"
        self._acquire(self.state, status, until)
        self.lease = (status, until)

    def clear(self):
        """Takes the reported status back."""
        self.lease = None
        self._write(self.state, "<Release/>")

    def _acquire(self, state, status, until):
        self._write(
            state,
            f"<Acquire><Incarnation>{state.incarnation}</Incarnation><Status>{status}</Status>"
            f"<StatusDetail>{status}</StatusDetail><Expiration>{until}</Expiration></Acquire>",
        )

    def _write(self, state, change):
        document = (
            '<?xml version="1.0" encoding="utf-8"?><CurrentState>'
            f'<StatusLease ClientId="{escape(self.client)}">{change}</StatusLease></CurrentState>'
        ).encode("ascii")
        path = state.current_state_path
        if is_socket(path):
            with self._connect(path) as connection:
                connection.sendall(document)
                connection.shutdown(socket.SHUT_WR)
                connection.recv(1)  # The server closes when it has read it: no report overtakes another.
            return
        deadline = time.monotonic() + self.limit
        while True:
            try:
                descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
                break
            except OSError as error:  # ENXIO: the server is between two reports.
                if time.monotonic() > deadline:
                    raise RuntimeMissing(f"cannot report: nobody reads '{path}': {error.strerror}") from error
                time.sleep(0.002)
        with os.fdopen(descriptor, "wb", buffering=0) as pipe:
            pipe.write(document)  # Less than PIPE_BUF: it goes in one piece.

    def _discover(self):
        document = b"".join(self._read_until_end(self.endpoint))
        if not document:
            raise RuntimeMissing(f"cannot use '{self.endpoint}': it was closed before it said anything")
        for entry in ElementTree.fromstring(document).iter("RuntimeServerEndpoint"):
            if entry.get("version") == VERSION:
                return entry.get("path")
        raise RuntimeMissing(f"cannot speak with '{self.endpoint}': it does not list {VERSION}")

    def _read_until_end(self, path):
        with self._open(path) as source:
            while True:
                if not select.select([source], [], [], self.limit)[0]:
                    raise RuntimeMissing(f"cannot use '{path}': no answer within {self.limit} s")
                piece = os.read(source.fileno(), 65536)
                if not piece:
                    return
                yield piece

    def _open_goal_states(self):
        """Yields the goal states of one connection: hexadecimal length, CR LF, that many bytes, CR LF."""
        with self._open(self.goal_path) as source:
            received = b""
            limit = self.limit
            while True:
                received = received.lstrip(b"\r\n")
                line, end, rest = received.partition(b"\r\n")
                if end and len(rest) >= int(line, 16):
                    length = int(line, 16)
                    received = rest[length:]
                    yield GoalState(rest[:length])
                    limit = None  # Only the first one comes at once.
                    continue
                if not select.select([source], [], [], limit)[0]:
                    raise RuntimeMissing(f"cannot use '{self.goal_path}': no answer within {limit} s")
                piece = os.read(source.fileno(), 65536)
                if not piece:
                    raise RuntimeMissing(f"cannot follow '{self.goal_path}': the bootstrapper has closed it")
                received += piece

    def _open(self, path):
        if is_socket(path):
            return self._connect(path)
        # Opened like this, a FIFO does not wait for the server; select does.
        return os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb", buffering=0)

    def _connect(self, path):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(self.limit)
        try:
            connection.connect(path)
        except OSError as error:
            connection.close()
            raise RuntimeMissing(f"cannot reach '{path}': {error.strerror or error}") from error
        return connection


def is_socket(path):
    """Returns whether there is a socket at a path; the alternative is a FIFO."""
    try:
        return stat.S_ISSOCK(os.stat(path).st_mode)
    except OSError as error:
        raise RuntimeMissing(f"cannot reach '{path}': {error.strerror}") from error
