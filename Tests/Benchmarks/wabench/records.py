"""What the children wrote down: when their main() began (programs/record.h)."""

import collections
import os
import struct
import time

_LAYOUT = struct.Struct("=QII")

Record = collections.namedtuple("Record", "nanoseconds process tag")


class RecordFile:
    """A file that children append records to; read, and waited for by its size."""

    def __init__(self, path):
        self.path = path
        with open(path, "wb"):
            pass
        os.chmod(path, 0o666)

    def count(self):
        return os.stat(self.path).st_size // _LAYOUT.size

    def read(self):
        with open(self.path, "rb") as file:
            data = file.read()
        whole = len(data) - len(data) % _LAYOUT.size
        return [Record(*fields) for fields in _LAYOUT.iter_unpack(data[:whole])]

    def wait_for(self, count, seconds, step=0.001):
        """Returns the records once there are `count` of them. Looking costs 2 us; the times in them do not depend on it."""
        deadline = time.monotonic() + seconds
        while self.count() < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.count()} of {count} children noted their start within {seconds:g} s")
            time.sleep(step)
        return self.read()

    def wait_for_tag(self, tag, seconds, step=0.001):
        """Returns the first record with this tag."""
        deadline = time.monotonic() + seconds
        seen = 0
        while True:
            if self.count() > seen:
                records = self.read()
                seen = len(records)
                for record in records:
                    if record.tag == tag:
                        return record
            if time.monotonic() > deadline:
                raise TimeoutError(f"nobody noted tag {tag} within {seconds:g} s")
            time.sleep(step)
