//! Browsers with their drivers, started for one profile and ended with it.

use std::{
    env,
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};

use crate::{
    failure::{Failure, Step, ensure},
    setting::Setting,
};

/// How long a driver may take until it answers.
const PATIENCE: Duration = Duration::from_secs(30);
/// Tries to start a session: WebKit's driver can refuse the first.
const TRIES: usize = 3;

/// Chromium's windows are not narrower, in CSS pixels; the screen of a narrower device is emulated.
const NARROWEST_WINDOW: u32 = 500;

/// A browser that journeys run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrowserKind {
    /// Chromium without a window.
    Chromium,
    /// Firefox without a window.
    Firefox,
    /// WebKitGTK's MiniBrowser; it needs a screen.
    WebKit,
}

impl BrowserKind {
    /// Folder into which downloads go. MiniBrowser takes the one of the desktop, which `cargo xtask test` sets.
    pub fn downloads(self, setting: &Setting) -> PathBuf {
        match self {
            Self::Chromium => setting.downloads.join("chromium"),
            Self::Firefox => setting.downloads.join("firefox"),
            Self::WebKit => setting.downloads.clone(),
        }
    }

    fn driver_command(self, setting: &Setting, port: u16) -> Command {
        let (program, words) = match self {
            Self::Chromium => (&setting.chromedriver, vec![format!("--port={port}")]),
            Self::Firefox => (&setting.geckodriver, vec!["--port".to_owned(), port.to_string()]),
            Self::WebKit => (
                &setting.webkit_driver,
                vec![format!("--port={port}"), "--replace-on-new-session".to_owned()],
            ),
        };
        let mut command = Command::new(program);
        command.args(words);
        command
    }

    fn capabilities(self, setting: &Setting, size: WindowSize) -> Step<Capabilities> {
        let downloads = self.downloads(setting);
        let WindowSize { width, height } = size;
        let (key, options) = match self {
            Self::Chromium => ("goog:chromeOptions", chromium_options(&downloads, size)),
            Self::Firefox => (
                "moz:firefoxOptions",
                json!({
                    "args": ["-headless", format!("--width={width}"), format!("--height={height}")],
                    "prefs": {
                        "browser.download.dir": downloads,
                        "browser.download.folderList": 2,
                        "browser.download.useDownloadDir": true,
                    },
                }),
            ),
            Self::WebKit => (
                "webkitgtk:browserOptions",
                json!({ "binary": setting.mini_browser, "args": ["--automation"] }),
            ),
        };
        let mut capabilities = Capabilities::new();
        capabilities.set("browserName", self.name())?;
        capabilities.set(key, options)?;
        Ok(capabilities)
    }

    /// The name by which the driver knows its browser.
    fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chrome",
            Self::Firefox => "firefox",
            Self::WebKit => "MiniBrowser",
        }
    }
}

fn chromium_options(downloads: &Path, size: WindowSize) -> Value {
    let WindowSize { width, height } = size;
    // Containers often run as root with little shared memory. The page is our own.
    let mut options = json!({
        "args": [
            "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
            format!("--window-size={width},{height}"),
        ],
        "prefs": {
            "download.default_directory": downloads,
            "download.prompt_for_download": false,
        },
    });
    if let (true, Some(options)) = (width < NARROWEST_WINDOW, options.as_object_mut()) {
        // With the viewport of a phone a page that is too wide would widen its own window.
        let metrics =
            json!({ "width": width, "height": height, "pixelRatio": 2, "touch": true, "mobile": false });
        options.insert("mobileEmulation".to_owned(), json!({ "deviceMetrics": metrics }));
    }
    options
}

/// Size of a window in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowSize {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// A desktop window.
pub const DESKTOP: WindowSize = WindowSize { width: 1440, height: 1000 };
/// A phone held upright.
pub const PHONE: WindowSize = WindowSize { width: 390, height: 844 };

/// A browser with a profile of its own, whose storage starts empty.
#[derive(Debug)]
pub struct Browser {
    /// The session.
    pub session: WebDriver,
    // Dropped after the session, and ends whatever is left of the browser.
    driver: DriverProcess,
}

impl Browser {
    /// Starts a driver and a browser.
    pub async fn start(kind: BrowserKind, setting: &Setting, size: WindowSize) -> Step<Self> {
        let capabilities = kind.capabilities(setting, size)?;
        let driver = DriverProcess::start(kind, setting).await?;
        let mut tries = 0;
        let session = loop {
            tries += 1;
            match WebDriver::new(&driver.address, capabilities.clone()).await {
                Ok(session) => break session,
                Err(error) if tries == TRIES => return Err(error.into()),
                Err(_) => tokio::time::sleep(Duration::from_secs(1)).await,
            }
        };
        let browser = Self { session, driver };
        if kind != BrowserKind::Chromium {
            browser.session.set_window_rect(0, 0, size.width, size.height).await?;
        }
        Ok(browser)
    }

    /// Ends the browser, then its driver.
    pub async fn end(self) -> Step<()> {
        let ended = self.session.quit().await;
        drop(self.driver);
        Ok(ended?)
    }
}

/// A driver that ends, together with everything it started, when dropped.
#[derive(Debug)]
struct DriverProcess {
    child: Child,
    address: String,
}

impl DriverProcess {
    async fn start(kind: BrowserKind, setting: &Setting) -> Step<Self> {
        let port = free_port()?;
        let child = kind
            .driver_command(setting, port)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(driver_errors())
            // A group of its own, so that browsers end with it.
            .process_group(0)
            .spawn()
            .map_err(|error| Failure::new(format!("The driver of {kind:?} does not start: {error}.")))?;
        let driver = Self { child, address: format!("http://127.0.0.1:{port}") };
        let deadline = Instant::now() + PATIENCE;
        while !is_ready(port) {
            ensure(Instant::now() < deadline, || format!("The driver of {kind:?} does not answer."))?;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(driver)
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        // What cannot be ended has ended by itself.
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What drivers complain about is shown on request only: browsers without a desktop complain a lot.
fn driver_errors() -> Stdio {
    if env::var_os("WAVEWRIGHT_DRIVER_ERRORS").is_some() { Stdio::inherit() } else { Stdio::null() }
}

fn free_port() -> Step<u16> {
    let told = |error| Failure::new(format!("There is no free port: {error}."));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(told)?;
    Ok(listener.local_addr().map_err(told)?.port())
}

/// Whether a driver says that it takes sessions.
fn is_ready(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(stream, "GET /status HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        let mut piece = [0; 4096];
        // Not every driver closes the connection; the answer is short and comes in one go.
        while !is_whole(&answer) {
            let count = stream.read(&mut piece)?;
            if count == 0 {
                break;
            }
            answer.extend(piece.iter().take(count));
        }
        Ok(String::from_utf8_lossy(&answer).into_owned())
    };
    ask().is_ok_and(|answer| says_ready(&answer))
}

fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    text.split_once("\r\n\r\n").is_some_and(|(_, body)| serde_json::from_str::<Value>(body).is_ok())
}

fn says_ready(answer: &str) -> bool {
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let status: Value = serde_json::from_str(body).unwrap_or_default();
    status.pointer("/value/ready") == Some(&Value::Bool(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(answer: &str, expected: bool) {
        assert_eq!(says_ready(answer), expected, "{answer}");
    }

    #[test]
    fn driver_is_ready_when_it_says_so() {
        check("HTTP/1.1 200 OK\r\n\r\n{\"value\":{\"ready\":true,\"message\":\"\"}}", true);
        check("HTTP/1.1 200 OK\r\n\r\n{\"value\":{\"ready\":false}}", false);
        check("HTTP/1.1 404 Not Found\r\n\r\nready", false);
        check("", false);
    }
}
