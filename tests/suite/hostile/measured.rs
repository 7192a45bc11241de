//! The program in a process of its own, with what it took.

use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use wait4::Wait4;

use crate::binary::{read, spawned};

/// What a run may take, and what it may hold at once: as the kernel counts it when the process has ended.
const TIME: Duration = Duration::from_secs(10);
const MEMORY: u64 = 500 << 20;

/// A run that has ended.
pub(super) struct Measured {
    pub(super) code: Option<i32>,
    pub(super) stdout: String,
    pub(super) stderr: String,
    /// Bytes.
    peak: u64,
    late: bool,
}

/// Runs `guildhall` in `folder`; one that takes too long is ended.
pub(super) fn measured(folder: &Path, args: &[&str]) -> Measured {
    measured_within(TIME, folder, args)
}

/// The same for a site that takes its time, since it is no single file.
pub(super) fn measured_within(time: Duration, folder: &Path, args: &[&str]) -> Measured {
    let mut child = spawned(folder, args);
    let (out, err) = (read(child.stdout.take().unwrap()), read(child.stderr.take().unwrap()));
    let (done, ended) = channel::<()>();
    let id = child.id().to_string();
    // The process is waited for below, so its number is its own until then.
    let watch = thread::spawn(move || {
        let late = ended.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
        if late {
            Command::new("kill").args(["-9", &id]).status().unwrap();
        }
        late
    });
    let end = child.wait4().unwrap();
    drop(done);
    Measured {
        code: end.status.code(),
        stdout: out.join().unwrap(),
        stderr: err.join().unwrap(),
        peak: end.rusage.maxrss,
        late: watch.join().unwrap(),
    }
}

impl Measured {
    /// What no run may do, whatever it is given.
    pub(super) fn faults(&self) -> Vec<String> {
        let raw = |text: &str| text.chars().any(|c| c.is_control() && c != '\n');
        let faults = [
            (self.late, "not done in time".to_owned()),
            (!self.late && self.code.is_none(), "ended by a signal".to_owned()),
            (self.stderr.contains("panicked at"), format!("it panicked: {}", self.stderr)),
            (self.peak > MEMORY, format!("it held {} MB", self.peak >> 20)),
            (raw(&self.stdout) || raw(&self.stderr), "a raw control character reaches the terminal".to_owned()),
        ];
        faults.into_iter().filter(|(found, _)| *found).map(|(_, fault)| fault).collect()
    }
}
