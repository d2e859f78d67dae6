//! What a host must send with the bundle: security headers, media types and cache rules. One table, used by the local
//! server, by the `_headers` file, by the page's own policy and by the test of `docs/hosting.md`.

use std::path::Path;

/// The content policy, directive by directive. WebAssembly needs `'wasm-unsafe-eval'` and nothing more; a worker's
/// address must come from the Trusted Types policy `wavewright`.
pub const CONTENT_POLICY: [(&str, &str); 13] = [
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
    ("img-src", "'self' data: blob:"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("manifest-src", "'self'"),
    ("worker-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    ("frame-ancestors", "'none'"),
    ("require-trusted-types-for", "'script'"),
    ("trusted-types", "wavewright"),
];

/// The other headers, sent with every file.
pub const OTHER_HEADERS: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// For files whose name changes with their content.
pub const CACHE_FOREVER: &str = "public, max-age=31536000, immutable";

/// For files that keep their name: the browser may store them, but asks each time.
pub const CACHE_ASK: &str = "no-cache";

/// Name of the single-file edition. Hosts offer it as a download: under the host's own policy it could not run.
pub const EDITION: &str = "wavewright.html";

/// End of the name of the app's second half.
pub const SECOND_HALF: &str = "_second.wasm";

/// Name of the JSON Schema of the plan file.
pub const SCHEMA: &str = "pmoplan.schema.json";

/// Name of the file that some hosts read their headers from.
pub const HEADERS_FILE: &str = "_headers";

const TYPES: [(&str, &str); 12] = [
    ("css", "text/css; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json"),
    ("woff2", "font/woff2"),
];

/// The value of the header `Content-Security-Policy`.
pub fn content_policy() -> String {
    join_policy(&CONTENT_POLICY)
}

/// The same policy for a `<meta>` element of the page, for hosts that cannot send headers. Browsers ignore
/// `frame-ancestors` there.
pub fn content_policy_in_page() -> String {
    let kept: Vec<_> = CONTENT_POLICY.into_iter().filter(|(name, _)| *name != "frame-ancestors").collect();
    join_policy(&kept)
}

/// The policy of the single-file edition: the named scripts and sheets by their digest, the worker from a blob, and
/// no connection at all.
pub fn edition_policy(script_digests: &[String], style_digests: &[String]) -> String {
    let list = |digests: &[String]| {
        digests.iter().map(|digest| format!("'sha256-{digest}'")).collect::<Vec<_>>().join(" ")
    };
    let scripts = format!("{} 'wasm-unsafe-eval'", list(script_digests));
    let styles = list(style_digests);
    let policy = CONTENT_POLICY.map(|(name, value)| match name {
        "script-src" => (name, scripts.as_str()),
        "style-src" => (name, styles.as_str()),
        "worker-src" => (name, "blob:"),
        "img-src" => (name, "data: blob:"),
        "font-src" | "connect-src" | "manifest-src" => (name, "'none'"),
        _ => (name, value),
    });
    let kept: Vec<_> = policy.into_iter().filter(|(name, _)| *name != "frame-ancestors").collect();
    join_policy(&kept)
}

/// All headers that go with every file.
pub fn security_headers() -> Vec<(&'static str, String)> {
    let mut headers = vec![("Content-Security-Policy", content_policy())];
    headers.extend(OTHER_HEADERS.map(|(name, value)| (name, String::from(value))));
    headers
}

/// The headers of one file of the bundle, beside the security headers. `name` is its path below the bundle's root.
pub fn file_headers(name: &str) -> Vec<(&'static str, String)> {
    let mut headers = vec![("Cache-Control", String::from(cache_rule(name)))];
    if name == EDITION {
        headers.push(("Content-Disposition", format!("attachment; filename=\"{EDITION}\"")));
    }
    headers
}

/// The cache rule of one file.
pub fn cache_rule(name: &str) -> &'static str {
    if is_named_by_content(name) { CACHE_FOREVER } else { CACHE_ASK }
}

/// The media type of a file, by the end of its name.
pub fn media_type(path: &Path) -> &'static str {
    let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
    TYPES
        .iter()
        .find(|(known, _)| *known == end)
        .map_or("application/octet-stream", |(_, media_type)| *media_type)
}

/// The `_headers` file of Netlify, Cloudflare Pages and others, for a bundle at the root of its host. It names each
/// file, because these hosts join the values of all rules that match.
pub fn headers_file(names: &[String]) -> String {
    let mut text = String::from("/*\n");
    for (name, value) in security_headers() {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    text.push_str(&format!("/\n  Cache-Control: {}\n", cache_rule("index.html")));
    for file in names {
        text.push_str(&format!("/{file}\n"));
        for (name, value) in file_headers(file) {
            text.push_str(&format!("  {name}: {value}\n"));
        }
    }
    text
}

/// True where the name holds the digest of the content: `-`, 10 to 16 hexadecimal digits, then `.`, `_bg.` or
/// `_second.`.
fn is_named_by_content(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('-').is_some_and(|(_, end)| {
        let stem = end.split_once('.').map_or(end, |(stem, _)| stem);
        let digest = ["_bg", "_second"].iter().find_map(|part| stem.strip_suffix(part)).unwrap_or(stem);
        (10..=16).contains(&digest.len()) && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn join_policy(directives: &[(&str, &str)]) -> String {
    directives.iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUIDE: &str = include_str!("../../docs/hosting.md");

    fn check_cache(name: &str, expected: &str) {
        assert_eq!(cache_rule(name), expected, "{name}");
    }

    #[test]
    fn files_named_by_content_are_kept_forever() {
        check_cache("app-0123456789abcdef.js", CACHE_FOREVER);
        check_cache("app-0123456789abcdef_bg.wasm", CACHE_FOREVER);
        check_cache("app-0123456789abcdef_second.wasm", CACHE_FOREVER);
        check_cache("tokens-9f86d081884c7d.css", CACHE_FOREVER);
        check_cache("snippets/part-0123456789abcdef/inline0.js", CACHE_ASK);
    }

    #[test]
    fn files_that_keep_their_name_are_asked_for() {
        for name in [
            "index.html",
            "planner_worker.js",
            "planner_worker_bg.wasm",
            "planner_worker_loader.js",
            SCHEMA,
            EDITION,
            "app-short.js",
            "well-considered.js",
        ] {
            check_cache(name, CACHE_ASK);
        }
    }

    #[test]
    fn wasm_has_the_type_that_streaming_needs() {
        assert_eq!(media_type(Path::new("a/app-1_bg.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("starter.js")), "text/javascript; charset=utf-8");
        assert_eq!(media_type(Path::new("index.html")), "text/html; charset=utf-8");
        assert_eq!(media_type(Path::new("no_end")), "application/octet-stream");
    }

    #[test]
    fn policy_allows_neither_inline_nor_foreign_code() {
        let policy = content_policy();
        for word in ["'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "*"] {
            assert!(!policy.contains(word), "{word}");
        }
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval'; "));
        assert!(policy.contains("require-trusted-types-for 'script'; trusted-types wavewright"));
    }

    #[test]
    fn page_policy_leaves_out_only_what_a_page_cannot_say() {
        let page = content_policy_in_page();
        for (name, value) in CONTENT_POLICY {
            assert_eq!(page.contains(&format!("{name} {value}")), name != "frame-ancestors", "{name}");
        }
    }

    #[test]
    fn edition_runs_named_scripts_only_and_connects_to_nothing() {
        let policy = edition_policy(&["one".into(), "two".into()], &["three".into()]);
        assert!(
            policy.contains(
                "script-src 'sha256-one' 'sha256-two' 'wasm-unsafe-eval'; style-src 'sha256-three';"
            )
        );
        assert!(policy.contains("connect-src 'none'; "));
        assert!(policy.contains("worker-src blob:; "));
        assert!(!policy.contains("'self'"));
    }

    #[test]
    fn headers_file_gives_each_file_one_cache_rule() {
        let text = headers_file(&["app-0123456789abcdef.js".into(), "index.html".into(), EDITION.into()]);
        assert!(text.starts_with("/*\n  Content-Security-Policy: default-src 'none'; "));
        assert!(
            text.contains(
                "\n/app-0123456789abcdef.js\n  Cache-Control: public, max-age=31536000, immutable\n"
            )
        );
        assert!(text.contains("\n/index.html\n  Cache-Control: no-cache\n"));
        assert!(text.ends_with("  Content-Disposition: attachment; filename=\"wavewright.html\"\n"));
    }

    #[test]
    fn hosting_guide_names_each_header_and_rule_as_the_server_sends_it() {
        for (name, value) in security_headers() {
            assert!(GUIDE.contains(&format!("| `{name}` | `{value}` |")), "table lacks {name}: {value}");
            assert!(GUIDE.contains(&format!("add_header {name} \"{value}\" always;")), "nginx lacks {name}");
        }
        assert!(GUIDE.contains(CACHE_FOREVER));
        assert!(GUIDE.contains(CACHE_ASK));
        assert!(GUIDE.contains(EDITION));
    }
}
