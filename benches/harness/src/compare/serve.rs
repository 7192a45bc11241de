//! From an edit to the new bytes over HTTP, and what the server holds after many edits.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::site::Site;

/// Long enough for a cold build of the largest site on a slow machine.
const START_WITHIN: Duration = Duration::from_mins(2);
/// An edit that takes longer has failed.
const EDIT_WITHIN: Duration = Duration::from_secs(10);
/// Between two questions for the page.
const POLL: Duration = Duration::from_micros(500);

/// A running `guildhall serve`, stopped when dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    at: SocketAddr,
    page: Edited,
    edits: usize,
}

/// The page that is edited.
#[derive(Clone, Debug)]
struct Edited {
    file: PathBuf,
    address: String,
    text: String,
}

impl Server {
    /// Starts the server, and waits until it serves the page that will be edited.
    ///
    /// # Errors
    /// No server that answers in time.
    pub fn start(guildhall: &Path, site: &Site, log: &Path) -> Result<Self> {
        let at = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let file = std::fs::File::create(log)?;
        let child = Command::new(guildhall)
            .args(["serve", "--port", &at.port().to_string(), "--root"])
            .arg(&site.root)
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .context("starting guildhall serve")?;
        let mut server = Self { child, at, page: Edited::choose(site)?, edits: 0 };
        let start = Instant::now();
        while !get(at, &server.page.address).is_ok_and(|answer| answer.starts_with("HTTP/1.1 200")) {
            if let Some(status) = server.child.try_wait()? {
                bail!("guildhall serve ended ({status}): {}", std::fs::read_to_string(log)?.trim());
            }
            if start.elapsed() > START_WITHIN {
                bail!("guildhall serve does not serve {} in time", server.page.address);
            }
            sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    /// Writes a word that no page has into the body, and waits until it is served.
    ///
    /// # Errors
    /// A file that cannot be written, or a page that does not change in time.
    pub fn edit(&mut self) -> Result<Duration> {
        self.edits += 1;
        let token = format!("edit{:04}token", self.edits);
        let text = format!("{}\nThis line holds {token}.\n", self.page.text);
        let start = Instant::now();
        std::fs::write(&self.page.file, text)?;
        loop {
            if get(self.at, &self.page.address).is_ok_and(|answer| answer.contains(&token)) {
                return Ok(start.elapsed());
            }
            if start.elapsed() > EDIT_WITHIN {
                bail!("edit {} is not served after {EDIT_WITHIN:?}", self.edits);
            }
            sleep(POLL);
        }
    }

    /// The most memory the server has held so far, in bytes (Linux; `None` elsewhere).
    pub fn peak(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; the page gets its text back in any case.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::write(&self.page.file, &self.page.text);
    }
}

impl Edited {
    /// A page of ordinary size in the middle of the site.
    fn choose(site: &Site) -> Result<Self> {
        let content = site.content();
        let mut files = Vec::new();
        below(&content, &mut files)?;
        files.sort();
        let ordinary = |file: &&PathBuf| {
            let bytes = std::fs::metadata(file).map_or(0, |data| data.len());
            (2_500..5_000).contains(&bytes) && file.file_name().is_some_and(|name| name != "_index.md")
        };
        let file = files.iter().skip(files.len() / 2).find(ordinary).context("no page of ordinary size")?.clone();
        let path = file.strip_prefix(&content)?.with_extension("");
        let address = format!("/{}/", path.to_string_lossy().replace('\\', "/"));
        let text = std::fs::read_to_string(&file)?;
        Ok(Self { file, address, text })
    }
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            below(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// One question and its whole answer, head and body.
fn get(at: SocketAddr, address: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&at, Duration::from_secs(1))?;
    stream.set_read_timeout(Some(EDIT_WITHIN))?;
    stream.set_nodelay(true)?;
    stream.write_all(format!("GET {address} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n").as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
