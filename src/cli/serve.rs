//! `guildhall serve`: the site in a browser, rebuilt on every change. Writes nothing to disk.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use super::args::{Global, Serve};
use super::rounds::Rounds;
use super::site::{Wish, amount, counted};
use super::term::Term;
use super::{Exit, Stop, timings};
use crate::base::show::{Record, records};
use crate::fs::Outputs;
use crate::serve::{Listen, Live, serve};

pub(super) fn run(global: &Global, command: &Serve, term: &Term) -> Result<Exit, Stop> {
    let socket = bind(command)?;
    let address = socket.local_addr().map_err(|error| Stop::new(Exit::Failed, error.to_string()))?;
    let mut wish = Wish::of(&command.scope, false);
    wish.options.local = true;
    let mut rounds = Rounds::new(global, wish)?;
    let live = Live::new(global.root.clone());
    // The first build comes before the first answer, so that what is opened is there.
    round(&mut rounds, &live, term)?;
    let shown = format!("http://{}/", reachable(address));
    term.say(&format!("serving {shown}   (stop with Ctrl-C)"));
    let site = Arc::clone(&live);
    let listen = Listen { socket, host: command.host };
    let server = std::thread::spawn(move || serve(site, listen));
    if command.open {
        open_browser(&shown, term);
    }
    while !server.is_finished() {
        rounds.wait(term)?;
        round(&mut rounds, &live, term)?;
    }
    match server.join() {
        Ok(Err(error)) => Err(Stop::new(Exit::Failed, format!("the server stopped: {error}"))),
        _ => Ok(Exit::Failed),
    }
}

/// Builds once and shows it: pages as soon as they are there, search right behind.
fn round(rounds: &mut Rounds, live: &Live, term: &Term) -> Result<(), Stop> {
    let started = Instant::now();
    let mut reading = match rounds.read() {
        Ok(reading) => reading,
        // What stops the first build would stop any command; later it is one more thing to mend.
        Err(stop) if rounds.is_first() => return Err(stop),
        Err(stop) => {
            let message = stop.message.unwrap_or_default();
            term.error(&message);
            live.publish_pages(Outputs::default(), vec![Record::unreadable(&message)]);
            return Ok(());
        }
    };
    let mut pages = match rounds.pages(&mut reading) {
        Ok(pages) => pages,
        Err(found) => {
            term.findings(&found, &reading);
            live.publish_pages(Outputs::default(), records(&found, &reading));
            return Ok(());
        }
    };
    live.publish_pages(std::mem::take(&mut pages.outputs), records(&pages.diags, &reading));
    let took = started.elapsed();
    match rounds.search(&pages).into_outputs() {
        Ok(files) => live.publish_search(files),
        Err(error) => term.error(&error.to_string()),
    }
    term.findings(&pages.diags, &reading);
    let outcome = if pages.publishable { "up to date" } else { "the last good site stays up" };
    let (stats, took) = (pages.stats, timings::shown(took));
    term.say(&format!(
        "{} in {took} ({} parsed, {} rendered), {}: {outcome}",
        amount(stats.pages, "page"),
        stats.parsed,
        stats.rendered,
        counted(&pages.diags)
    ));
    Ok(())
}

fn bind(command: &Serve) -> Result<TcpListener, Stop> {
    let address = SocketAddr::new(command.host, command.port);
    TcpListener::bind(address).map_err(|error| {
        let (message, hint) = match error.kind() {
            ErrorKind::AddrInUse => ("another program listens there already".to_owned(), "`--port 8485`"),
            ErrorKind::AddrNotAvailable => ("this machine has no such address".to_owned(), "`--host 127.0.0.1`"),
            _ => (error.to_string(), "`--port 8485`"),
        };
        Stop::new(Exit::Failed, format!("cannot listen on {address}: {message}\nhint: choose another, as in {hint}"))
    })
}

/// The address to type for a server that listens on `address`.
fn reachable(address: SocketAddr) -> String {
    if address.ip().is_loopback() || address.ip().is_unspecified() {
        format!("localhost:{}", address.port())
    } else {
        address.to_string()
    }
}

fn open_browser(address: &str, term: &Term) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else {
        Command::new("xdg-open")
    };
    let started = command.arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if started.is_err() {
        term.say(&format!("there is no browser to open here; go to {address}"));
    }
}
