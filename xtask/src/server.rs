//! Serves a bundle on the loopback address as we recommend hosts to serve it: same headers, same cache rules.

use crate::{failure::Failure, hosting};
use std::{
    fs,
    io::{self, BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    thread,
    time::{Duration, UNIX_EPOCH},
};

/// More than a browser sends to a page without cookies.
const REQUEST_BYTES: u64 = 32 * 1024;

/// After this a silent connection is closed.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a client asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Request {
    method: String,
    target: String,
    known_version: Option<String>,
}

/// What it gets.
#[derive(Debug, PartialEq, Eq)]
struct Response {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// Serves until the process ends.
pub fn serve(folder: &Path, port: u16) -> Result<(), Failure> {
    let (listener, folder, address) = open(folder, port)?;
    eprintln!("Serving {} at {address}  (Ctrl+C ends it)", folder.display());
    accept(&listener, &folder);
    Ok(())
}

/// Serves on a free port from another thread until the process ends, and gives the address.
pub fn serve_in_background(folder: &Path) -> Result<String, Failure> {
    let (listener, folder, address) = open(folder, 0)?;
    thread::spawn(move || accept(&listener, &folder));
    Ok(address)
}

fn open(folder: &Path, port: u16) -> Result<(TcpListener, PathBuf, String), Failure> {
    let folder = folder.canonicalize().map_err(|error| {
        Failure::on_file("open", folder, &error).advise("Maybe run `cargo xtask bundle` first.")
    })?;
    let fail = |error: io::Error| {
        Failure::new(format!("Could not listen on port {port}: {error}."))
            .advise(format!("Maybe another program uses it; try --port {}.", port.saturating_add(1)))
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(fail)?;
    let address = format!("http://{}/", listener.local_addr().map_err(fail)?);
    Ok((listener, folder, address))
}

fn accept(listener: &TcpListener, folder: &Path) {
    for stream in listener.incoming().flatten() {
        let folder = folder.to_path_buf();
        // A client that goes away in the middle is no event: the next request has its own connection.
        thread::spawn(move || talk(stream, &folder));
    }
}

fn talk(mut stream: TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let Some(request) = read_request(BufReader::new((&stream).take(REQUEST_BYTES)))? else { return Ok(()) };
    let response = answer(folder, &request);
    let mut head = format!("HTTP/1.1 {}\r\nConnection: close\r\n", response.status);
    for (name, value) in &response.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("Content-Length: {}\r\n\r\n", response.body.len()));
    stream.write_all(head.as_bytes())?;
    if request.method != "HEAD" {
        stream.write_all(&response.body)?;
    }
    stream.flush()
}

/// Reads up to the empty line; nothing where the client closed before, or sent no HTTP.
fn read_request(reader: impl BufRead) -> io::Result<Option<Request>> {
    let mut request = Request::default();
    for (index, line) in reader.lines().enumerate() {
        let line = line?;
        if index == 0 {
            let mut words = line.split(' ');
            let (Some(method), Some(target), Some(_)) = (words.next(), words.next(), words.next()) else {
                return Ok(None);
            };
            request.method = String::from(method);
            request.target = String::from(target);
        } else if line.is_empty() {
            return Ok(Some(request));
        } else if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("if-none-match")
        {
            request.known_version = Some(String::from(value.trim()));
        }
    }
    Ok(None)
}

fn answer(folder: &Path, request: &Request) -> Response {
    if request.method != "GET" && request.method != "HEAD" {
        let mut response = message("405 Method Not Allowed", "Only GET and HEAD are answered here.\n");
        response.headers.push(("Allow", String::from("GET, HEAD")));
        return response;
    }
    let Some((name, path)) = find_file(folder, &request.target) else {
        return message("404 Not Found", "There is no such file.\n");
    };
    let (Ok(body), Some(version)) = (fs::read(&path), version_of(&path)) else {
        return message("404 Not Found", "There is no such file.\n");
    };
    let mut headers = hosting::security_headers();
    headers.extend(hosting::file_headers(&name));
    headers.push(("ETag", version.clone()));
    if request.known_version.as_deref() == Some(version.as_str()) {
        return Response { status: "304 Not Modified", headers, body: Vec::new() };
    }
    headers.push(("Content-Type", String::from(hosting::media_type(&path))));
    Response { status: "200 OK", headers, body }
}

fn message(status: &'static str, text: &str) -> Response {
    let mut headers = hosting::security_headers();
    headers.push(("Cache-Control", String::from(hosting::CACHE_ASK)));
    headers.push(("Content-Type", String::from("text/plain; charset=utf-8")));
    Response { status, headers, body: text.as_bytes().to_vec() }
}

/// The file that a request names, as its name below the folder and its path. Nothing outside the folder, nothing
/// hidden, no directory listing, not the host's own settings.
fn find_file(folder: &Path, target: &str) -> Option<(String, PathBuf)> {
    let address = target.split(['?', '#']).next().unwrap_or_default();
    let decoded = decode(address.strip_prefix('/')?)?;
    let name = if decoded.is_empty() { "index.html" } else { decoded.as_str() };
    let is_plain = name
        .split('/')
        .all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0']));
    if !is_plain || name == hosting::HEADERS_FILE {
        return None;
    }
    // Links could still lead out: what counts is where the path ends.
    let path = folder.join(name).canonicalize().ok()?;
    (path.starts_with(folder) && path.is_file()).then(|| (String::from(name), path))
}

/// Undoes percent-coding; nothing where it is broken or no UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Size and time of the last change tell one version from the next: the build writes each file anew.
fn version_of(path: &Path) -> Option<String> {
    let file = fs::metadata(path).ok()?;
    let changed = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("\"{:x}-{:x}\"", file.len(), changed.as_nanos()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bundle inside a folder that also holds a secret, served to one request.
    fn check(method: &str, target: &str, status: &str, headers: &[(&str, &str)]) -> Response {
        let outside = crate::test_folder::create("server");
        let dist = outside.join("dist");
        fs::create_dir_all(dist.join(".stage")).unwrap();
        fs::create_dir_all(dist.join("snippets")).unwrap();
        for name in [
            "secret.txt",
            "dist/index.html",
            "dist/app-0123456789abcdef_bg.wasm",
            "dist/planner_worker_loader.js",
            "dist/two words.json",
            "dist/_headers",
            "dist/.stage/index.html",
            "dist/wavewright.html",
        ] {
            fs::write(outside.join(name), name).unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(outside.join("secret.txt"), dist.join("link.txt")).unwrap();
        let request = Request { method: method.into(), target: target.into(), known_version: None };
        let folder = dist.canonicalize().unwrap();
        let response = answer(&folder, &request);
        let version =
            response.headers.iter().find(|(name, _)| *name == "ETag").map(|(_, value)| value.clone());
        if version.is_some() {
            let again = answer(&folder, &Request { known_version: version, ..request });
            assert_eq!((again.status, again.body.len()), ("304 Not Modified", 0), "{target}");
        }
        fs::remove_dir_all(&outside).unwrap();
        assert_eq!(response.status, status, "{target}");
        for (name, value) in headers {
            let found = response.headers.iter().find(|(key, _)| key == name);
            assert_eq!(found.map(|(_, value)| value.as_str()), Some(*value), "{target}: {name}");
        }
        for (name, value) in hosting::security_headers() {
            assert!(response.headers.contains(&(name, value)), "{target}: {name}");
        }
        response
    }

    fn check_refused(target: &str) {
        let response = check("GET", target, "404 Not Found", &[]);
        assert!(!String::from_utf8_lossy(&response.body).contains("secret"), "{target}");
    }

    #[test]
    fn folder_gives_its_page() {
        let response = check(
            "GET",
            "/",
            "200 OK",
            &[("Cache-Control", "no-cache"), ("Content-Type", "text/html; charset=utf-8")],
        );
        assert_eq!(response.body, b"dist/index.html");
        check("GET", "/index.html?x=1", "200 OK", &[]);
    }

    #[test]
    fn hashed_wasm_is_immutable_and_typed() {
        check(
            "GET",
            "/app-0123456789abcdef_bg.wasm",
            "200 OK",
            &[("Cache-Control", hosting::CACHE_FOREVER), ("Content-Type", "application/wasm")],
        );
    }

    #[test]
    fn worker_files_are_asked_for_each_time() {
        check("GET", "/planner_worker_loader.js", "200 OK", &[("Cache-Control", "no-cache")]);
    }

    #[test]
    fn single_file_edition_is_a_download() {
        let expected = ("Content-Disposition", "attachment; filename=\"wavewright.html\"");
        check("GET", "/wavewright.html", "200 OK", &[expected]);
    }

    #[test]
    fn percent_coded_names_are_understood() {
        check("HEAD", "/two%20words.json", "200 OK", &[("Content-Type", "application/json; charset=utf-8")]);
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for target in [
            "/../secret.txt",
            "/snippets/../../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/..\\secret.txt",
            "/..%5csecret.txt",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/C:/secret.txt",
            "../secret.txt",
            "secret.txt",
            "/link.txt",
            "http://other/secret.txt",
        ] {
            check_refused(target);
        }
    }

    #[test]
    fn hidden_broken_and_unknown_names_are_refused() {
        for target in [
            "/.stage/index.html",
            "/_headers",
            "/snippets",
            "/snippets/",
            "/%zz",
            "/%",
            "/%ff",
            "/a%00",
            "/none.js",
        ] {
            check_refused(target);
        }
    }

    #[test]
    fn only_reading_is_allowed() {
        check("POST", "/", "405 Method Not Allowed", &[("Allow", "GET, HEAD")]);
    }

    #[test]
    fn request_is_read_up_to_the_empty_line() {
        let text = "GET /a HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"1\"\r\n\r\nrest";
        let request = read_request(text.as_bytes()).unwrap().unwrap();
        assert_eq!(
            request,
            Request { method: "GET".into(), target: "/a".into(), known_version: Some("\"1\"".into()) }
        );
        assert_eq!(read_request("GET /a HTTP/1.1\r\nHost".as_bytes()).unwrap(), None);
        assert_eq!(read_request("nonsense\r\n\r\n".as_bytes()).unwrap(), None);
    }

    #[test]
    fn page_comes_over_a_real_connection() {
        let folder = crate::test_folder::create("served");
        fs::write(folder.join("index.html"), "hello").unwrap();
        let address = serve_in_background(&folder).unwrap();
        let host = address.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(host).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert!(text.starts_with("HTTP/1.1 200 OK\r\n"), "{text}");
        assert!(text.ends_with("\r\nContent-Length: 5\r\n\r\nhello"), "{text}");
    }
}
