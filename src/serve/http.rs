//! HTTP: files of the site, the live script, the events that make pages reload.

use std::convert::Infallible;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use tokio::sync::watch;

use super::media::media_type;
use super::{Live, Shown};
use crate::base::path::OutPath;
use crate::base::text;
use crate::fs::{self, Blob};
use crate::render::CSP;

/// Everything of ours stands below this, which no page can be called.
const OURS: &str = "/__guildhall";
const SCRIPT: &[u8] = include_bytes!("live.js");
const STYLE: &[u8] = include_bytes!("live.css");
/// The one tag that a served page has and a built one has not.
const TAG: &str = "<script src=\"/__guildhall/live.js\" defer></script>";
/// Shown while there is no site yet.
const NOT_YET: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not built yet</title>\
                       <h1>The site cannot be built yet</h1><p>Mend what is shown below; this page follows.</p>";

/// Where a server listens.
pub struct Listen {
    /// The socket, bound already, so that a port that is taken is known before anything else happens.
    pub socket: TcpListener,
    /// The address it was asked to listen on.
    pub host: IpAddr,
}

struct Server {
    live: Arc<Live>,
    host: IpAddr,
}

/// Serves `live` until the process ends.
///
/// # Errors
/// If the runtime or the socket cannot be used.
pub fn serve(live: Arc<Live>, listen: Listen) -> std::io::Result<()> {
    let Listen { socket, host } = listen;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async move {
        socket.set_nonblocking(true)?;
        let socket = tokio::net::TcpListener::from_std(socket)?;
        axum::serve(socket, router(live, host)).await
    })
}

fn router(live: Arc<Live>, host: IpAddr) -> Router {
    let server = Arc::new(Server { live, host });
    Router::new()
        .route(&format!("{OURS}/live.js"), get(|| async { ours("live.js", SCRIPT) }))
        .route(&format!("{OURS}/live.css"), get(|| async { ours("live.css", STYLE) }))
        .route(&format!("{OURS}/report.json"), get(report))
        .route(&format!("{OURS}/events"), get(events))
        .fallback(file)
        .layer(middleware::from_fn_with_state(Arc::clone(&server), guard))
        .with_state(server)
}

/// Turns away requests under a foreign name (a page elsewhere that had its name resolve to this machine) and sends with
/// every answer what a browser must not do with it.
async fn guard(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    if !is_known_host(request.headers(), server.host) {
        let message = "This server answers under localhost only. Start it with --host to let others look in.\n";
        return (StatusCode::FORBIDDEN, message).into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("content-security-policy"), HeaderValue::from_static(CSP));
    response
}

/// On loopback only names of this machine; elsewhere whoever asked to be reachable is reachable by any name.
fn is_known_host(headers: &HeaderMap, host: IpAddr) -> bool {
    if !host.is_loopback() {
        return true;
    }
    let Some(asked) = headers.get(header::HOST).and_then(|asked| asked.to_str().ok()) else { return false };
    let name = match asked.strip_prefix('[') {
        Some(literal) => literal.split(']').next().unwrap_or_default(),
        None => asked.rsplit_once(':').map_or(asked, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn ours(name: &str, bytes: &'static [u8]) -> Response {
    ([(header::CONTENT_TYPE, media_type(name))], bytes).into_response()
}

async fn report(State(server): State<Arc<Server>>) -> Response {
    match serde_json::to_vec(&*server.live.shown().report) {
        Ok(json) => ([(header::CONTENT_TYPE, media_type("report.json"))], json).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The version now and at every change.
async fn events(State(server): State<Arc<Server>>) -> impl IntoResponse {
    let mut changed = server.live.changed.subscribe();
    changed.mark_changed();
    Sse::new(versions(changed)).keep_alive(KeepAlive::default())
}

fn versions(changed: watch::Receiver<u64>) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(changed, |mut changed| async move {
        changed.changed().await.ok()?;
        let version = *changed.borrow_and_update();
        Some((Ok(Event::default().event("version").data(version.to_string())), changed))
    })
}

/// A file of the site.
async fn file(State(server): State<Arc<Server>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let shown = server.live.shown();
    let path = request.uri().path();
    let Some(asked) = text::decode_percent(path) else { return not_found(&server, &shown) };
    let relative = asked.trim_start_matches('/');
    let place = if relative.is_empty() || relative.ends_with('/') {
        OutPath::new(format!("{relative}index.html"))
    } else {
        OutPath::new(relative)
    };
    if let Some(blob) = shown.get(&place) {
        return answer(&server, &place, blob, StatusCode::OK);
    }
    if shown.get(&OutPath::new(format!("{relative}/index.html"))).is_some() {
        return Redirect::temporary(&format!("/{}/", text::encode_path(relative))).into_response();
    }
    not_found(&server, &shown)
}

fn not_found(server: &Server, shown: &Shown) -> Response {
    if shown.pages.is_empty() {
        let body = format!("{NOT_YET}{TAG}");
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::CONTENT_TYPE, media_type("x.html"))], body).into_response();
    }
    let place = OutPath::new("404.html");
    match shown.get(&place) {
        Some(blob) => answer(server, &place, blob, StatusCode::NOT_FOUND),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(server: &Server, place: &OutPath, blob: &Blob, status: StatusCode) -> Response {
    let media = media_type(place.as_str());
    let Ok(bytes) = fs::read_blob(&server.live.root, blob) else {
        // The file was there when the site was built; the doorbell has rung already.
        return StatusCode::NOT_FOUND.into_response();
    };
    let body = if media.starts_with("text/html") { with_tag(&bytes) } else { Bytes::copy_from_slice(&bytes) };
    (status, [(header::CONTENT_TYPE, media)], body).into_response()
}

/// The page with the live script before the end of its body, or at its end.
fn with_tag(page: &[u8]) -> Bytes {
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|window| window == end).unwrap_or(page.len());
    let mut tagged = Vec::with_capacity(page.len() + TAG.len());
    tagged.extend_from_slice(&page[..at]);
    tagged.extend_from_slice(TAG.as_bytes());
    tagged.extend_from_slice(&page[at..]);
    Bytes::from(tagged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_loopback_only_names_of_this_machine_are_answered() {
        let known = |asked: &str, host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_str(asked).unwrap());
            is_known_host(&headers, host.parse().unwrap())
        };
        for asked in ["localhost:8484", "LOCALHOST", "127.0.0.1:8484", "[::1]:8484"] {
            assert!(known(asked, "127.0.0.1"), "{asked}");
        }
        for asked in ["evil.example", "evil.example:8484", "192.168.1.2:8484", "localhost.evil.example"] {
            assert!(!known(asked, "127.0.0.1"), "{asked}");
        }
        assert!(known("kb.example:8484", "0.0.0.0"));
    }

    #[test]
    fn a_served_page_is_the_built_page_plus_one_tag() {
        let page = b"<html><body><p>x</p></body></html>";
        let served = with_tag(page);
        let served = std::str::from_utf8(&served).unwrap();
        assert_eq!(served.replacen(TAG, "", 1).as_bytes(), page);
        assert!(served.ends_with(&format!("{TAG}</body></html>")));
    }
}
