//! Files of other kinds, recognised by their first bytes: a name can lie, the content cannot.

use super::error::{ForeignKind, LoadError};

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
/// Bytes that are looked at to tell text from something else.
const LOOKED_AT: usize = 1024;

const SIGNATURES: [(&[u8], ForeignKind); 12] = [
    (b"\xff\xfe", ForeignKind::OtherEncoding),
    (b"\xfe\xff", ForeignKind::OtherEncoding),
    (b"\0\0\xfe\xff", ForeignKind::OtherEncoding),
    (b"PK\x03\x04", ForeignKind::Zip),
    (b"PK\x05\x06", ForeignKind::Zip),
    (b"\x1f\x8b", ForeignKind::Gzip),
    (b"\x89PNG", ForeignKind::Picture),
    (b"\xff\xd8\xff", ForeignKind::Picture),
    (b"GIF8", ForeignKind::Picture),
    (b"%PDF", ForeignKind::Pdf),
    (b"<", ForeignKind::Markup),
    (b"RIFF", ForeignKind::Binary),
];

/// The text of a file: without its byte-order mark, not empty, and UTF-8.
pub fn plain_text(bytes: &[u8]) -> Result<&str, LoadError> {
    let bytes = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    let start = bytes.trim_ascii_start();
    if start.is_empty() {
        return Err(LoadError::Empty);
    }
    let signature = SIGNATURES.iter().find(|(signature, _)| start.starts_with(signature));
    if let Some((_, kind)) = signature {
        return Err(LoadError::Foreign(*kind));
    }
    if let Some(kind) = kind_by_zero_bytes(bytes) {
        return Err(LoadError::Foreign(kind));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let read = bytes.get(..error.valid_up_to()).unwrap_or_default();
        LoadError::NotUtf8 { line: 1 + read.iter().filter(|byte| **byte == b'\n').count() }
    })
}

/// Text has no zero bytes. Where every second byte is zero it is UTF-16 without its mark.
fn kind_by_zero_bytes(bytes: &[u8]) -> Option<ForeignKind> {
    let looked_at = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let zeros = |parity: usize| {
        looked_at.iter().enumerate().filter(|(index, byte)| index % 2 == parity && **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let half = looked_at.len() / 2;
    if even + odd == 0 {
        None
    } else if half > 1 && even.max(odd) * 10 >= half * 9 {
        Some(ForeignKind::OtherEncoding)
    } else {
        Some(ForeignKind::Binary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<&str, LoadError>) {
        assert_eq!(plain_text(bytes), expected);
    }

    #[test]
    fn text_is_taken_without_its_mark() {
        check(b"{}", Ok("{}"));
        check(b"\xef\xbb\xbf{}", Ok("{}"));
    }

    #[test]
    fn nothing_is_told_from_something() {
        check(b"", Err(LoadError::Empty));
        check(b"\xef\xbb\xbf \n\t", Err(LoadError::Empty));
    }

    #[test]
    fn other_kinds_are_named() {
        for (bytes, kind) in [
            (b"PK\x03\x04\x14\0".as_slice(), ForeignKind::Zip),
            (b"\x89PNG\r\n\x1a\n", ForeignKind::Picture),
            (b"<!doctype html>", ForeignKind::Markup),
            (b"  <svg/>", ForeignKind::Markup),
            (b"%PDF-1.7", ForeignKind::Pdf),
            (b"\x1f\x8b\x08", ForeignKind::Gzip),
            (b"\xff\xfe{\0}\0", ForeignKind::OtherEncoding),
            (b"{\0}\0", ForeignKind::OtherEncoding),
            (b"\0{\0}", ForeignKind::OtherEncoding),
            (b"{\"a\": \"\0\"}", ForeignKind::Binary),
        ] {
            check(bytes, Err(LoadError::Foreign(kind)));
        }
    }

    #[test]
    fn a_wrong_byte_is_named_by_its_line() {
        check(b"{\n\n\"\xed\xa0\x80\"}", Err(LoadError::NotUtf8 { line: 3 }));
    }
}
