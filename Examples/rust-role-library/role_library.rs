//! `waroleentrypoint.h` in Rust: the structures as they are, and what a role is here.

use std::ffi::{CStr, CString};
use std::os::raw::{c_char, c_void};

pub const VERSION: u32 = 1;
pub const ERROR: u32 = 3;

/// `WaChange`.
#[repr(C)]
pub struct RawChange {
    kind: u32,
    reserved: u32,
    name: *const c_char,
}

/// `WaStatusCheck`.
#[repr(C)]
pub struct RawCheck {
    size: u32,
    reserved: u32,
    set_busy: unsafe extern "C" fn(*mut RawCheck),
}

type Text = unsafe extern "C" fn(*const RawHost, *mut c_char, usize) -> isize;
type NamedText = unsafe extern "C" fn(*const RawHost, *const c_char, *mut c_char, usize) -> isize;

/// `WaRoleHost`.
#[repr(C)]
pub struct RawHost {
    version: u32,
    size: u32,
    instance_id: Text,
    role_name: Text,
    deployment_id: Text,
    setting: NamedText,
    local_resource: NamedText,
    endpoint: NamedText,
    request_recycle: unsafe extern "C" fn(*const RawHost),
    log: unsafe extern "C" fn(*const RawHost, u32, *const c_char),
}

/// `WaRoleEntryPoint`.
#[repr(C)]
pub struct EntryPoint {
    version: u32,
    size: u32,
    context: *mut c_void,
    on_start: Option<unsafe extern "C" fn(*mut c_void, *const RawHost) -> i32>,
    run: Option<unsafe extern "C" fn(*mut c_void)>,
    on_stop: Option<unsafe extern "C" fn(*mut c_void)>,
    status_check: Option<unsafe extern "C" fn(*mut c_void, *mut RawCheck)>,
    changing: Option<unsafe extern "C" fn(*mut c_void, *const RawChange, usize) -> i32>,
    changed: Option<unsafe extern "C" fn(*mut c_void, *const RawChange, usize)>,
    stopping: Option<unsafe extern "C" fn(*mut c_void)>,
}
// Nothing of it ever changes.
unsafe impl Sync for EntryPoint {}

/// What the host does for the role; every thread may use it until the process ends.
#[derive(Clone, Copy)]
pub struct Host(*const RawHost);
unsafe impl Send for Host {}
unsafe impl Sync for Host {}

impl Host {
    pub fn instance_id(&self) -> String {
        self.text(|buffer, capacity| unsafe { ((*self.0).instance_id)(self.0, buffer, capacity) }).unwrap_or_default()
    }

    pub fn setting(&self, name: &str) -> Option<String> {
        let name = CString::new(name).ok()?;
        self.text(|buffer, capacity| unsafe { ((*self.0).setting)(self.0, name.as_ptr(), buffer, capacity) })
    }

    pub fn request_recycle(&self) {
        unsafe { ((*self.0).request_recycle)(self.0) }
    }

    pub fn log(&self, level: u32, line: &str) {
        if let Ok(line) = CString::new(line) {
            unsafe { ((*self.0).log)(self.0, level, line.as_ptr()) }
        }
    }

    /// A text of any length: asked for again, with more room, until it was not cut.
    fn text(&self, copy: impl Fn(*mut c_char, usize) -> isize) -> Option<String> {
        let mut buffer = vec![0u8; 256];
        loop {
            let size = usize::try_from(copy(buffer.as_mut_ptr().cast(), buffer.len())).ok()?;
            if size < buffer.len() {
                buffer.truncate(size);
                return Some(String::from_utf8_lossy(&buffer).into_owned());
            }
            buffer.resize(size + 1, 0);
        }
    }
}

/// One difference between the configuration as it is and as it will be.
#[derive(PartialEq)]
pub enum Change {
    Setting(String),
    Topology(String),
}

/// A role; the callbacks come on three threads (`waroleentrypoint.h`).
pub trait Role: Sync {
    fn on_start(&self, host: Host) -> bool;
    fn run(&self);
    fn on_stop(&self);
    fn is_busy(&self) -> bool;
    /// Whether the change is accepted.
    fn changing(&self, changes: &[Change]) -> bool;
    fn changed(&self, changes: &[Change]);
    fn stopping(&self);
}

/// The one role of this library.
pub type TheRole = &'static dyn Role;

unsafe fn role(context: *mut c_void) -> TheRole {
    *(context as *const TheRole)
}

unsafe fn read(changes: *const RawChange, count: usize) -> Vec<Change> {
    let changes = if count == 0 { &[] } else { std::slice::from_raw_parts(changes, count) };
    changes
        .iter()
        .filter_map(|change| {
            let name = CStr::from_ptr(change.name).to_string_lossy().into_owned();
            match change.kind {
                1 => Some(Change::Setting(name)),
                2 => Some(Change::Topology(name)),
                _ => None,
            }
        })
        .collect()
}

unsafe extern "C" fn on_start(context: *mut c_void, host: *const RawHost) -> i32 {
    role(context).on_start(Host(host)) as i32
}
unsafe extern "C" fn run(context: *mut c_void) {
    role(context).run()
}
unsafe extern "C" fn on_stop(context: *mut c_void) {
    role(context).on_stop()
}
unsafe extern "C" fn status_check(context: *mut c_void, check: *mut RawCheck) {
    if role(context).is_busy() {
        ((*check).set_busy)(check)
    }
}
unsafe extern "C" fn changing(context: *mut c_void, changes: *const RawChange, count: usize) -> i32 {
    !role(context).changing(&read(changes, count)) as i32
}
unsafe extern "C" fn changed(context: *mut c_void, changes: *const RawChange, count: usize) {
    role(context).changed(&read(changes, count))
}
unsafe extern "C" fn stopping(context: *mut c_void) {
    role(context).stopping()
}

/// What `waRoleEntryPoint` returns for a role.
pub const fn entry_point(role: &'static TheRole) -> EntryPoint {
    EntryPoint {
        version: VERSION,
        size: std::mem::size_of::<EntryPoint>() as u32,
        context: role as *const TheRole as *mut c_void,
        on_start: Some(on_start),
        run: Some(run),
        on_stop: Some(on_stop),
        status_check: Some(status_check),
        changing: Some(changing),
        changed: Some(changed),
        stopping: Some(stopping),
    }
}
