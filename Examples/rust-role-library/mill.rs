//! A mill: greets, works until it is stopped, and has its moods.

mod role_library;

use role_library::{Change, EntryPoint, Host, Role, TheRole};
use std::sync::{Condvar, Mutex};

struct State {
    host: Option<Host>,
    name: String,
    workers: String,
    is_stopping: bool,
    has_finished: bool,
}

struct Mill {
    state: Mutex<State>,
    stops: Condvar,
}

impl Mill {
    /// A setting as it is now.
    fn setting(&self, name: &str) -> Option<String> {
        let host = self.state.lock().unwrap().host;
        host.and_then(|host| host.setting(name))
    }

    fn say(&self, text: &str) {
        println!("{}: {}", self.state.lock().unwrap().name, text);
    }

    fn greet(&self) {
        if let Some(greeting) = self.setting("Greeting") {
            self.say(&greeting);
        }
    }
}

impl Role for Mill {
    fn on_start(&self, host: Host) -> bool {
        let workers = match host.setting("Workers") {
            Some(workers) => workers,
            None => {
                host.log(role_library::ERROR, "cannot start: there is no setting 'Workers'");
                return false;
            }
        };
        let mut state = self.state.lock().unwrap();
        state.host = Some(host);
        state.name = host.instance_id();
        state.workers = workers;
        println!("{}: starting with {} workers", state.name, state.workers);
        true
    }

    fn run(&self) {
        self.greet();
        let state = self.state.lock().unwrap();
        let mut state = self.stops.wait_while(state, |state| !state.is_stopping).unwrap();
        state.has_finished = true;
        self.stops.notify_all();
    }

    fn on_stop(&self) {
        let mut state = self.state.lock().unwrap();
        state.is_stopping = true;
        self.stops.notify_all();
        // The process ends when this function returns: whoever wants Run to finish its work waits for it.
        let state = self.stops.wait_while(state, |state| !state.has_finished).unwrap();
        println!("{}: stopped after {} workers", state.name, state.workers);
    }

    fn is_busy(&self) -> bool {
        self.setting("Mood").as_deref() == Some("busy")
    }

    fn changing(&self, changes: &[Change]) -> bool {
        let is_refused = changes.contains(&Change::Setting("Workers".into()));
        if is_refused {
            self.say("cancelled: Workers needs a fresh start");
        }
        !is_refused
    }

    fn changed(&self, changes: &[Change]) {
        if changes.contains(&Change::Setting("Greeting".into())) {
            self.greet();
        }
        if self.setting("Mood").as_deref() != Some("recycle") {
            return;
        }
        self.say("recycle requested");
        let host = self.state.lock().unwrap().host;
        if let Some(host) = host {
            host.request_recycle();
        }
    }

    fn stopping(&self) {
        self.say("stopping");
    }
}

static MILL: Mill = Mill {
    state: Mutex::new(State {
        host: None,
        name: String::new(),
        workers: String::new(),
        is_stopping: false,
        has_finished: false,
    }),
    stops: Condvar::new(),
};
static ROLE: TheRole = &MILL;
static ENTRY_POINT: EntryPoint = role_library::entry_point(&ROLE);

#[no_mangle]
pub extern "C" fn waRoleEntryPoint(host_version: u32) -> *const EntryPoint {
    if host_version < role_library::VERSION {
        return std::ptr::null();
    }
    &ENTRY_POINT
}
