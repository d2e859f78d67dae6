//! Several files in one: an archive in the ZIP format, stored without compression, so that one press hands out all of
//! them and every system can open it.

use std::collections::BTreeSet;

/// Bytes of an archive with these files, by name; a name that comes again gets a number. Files beyond 65,535, or 4 GiB,
/// are left out: the format cannot count them.
pub fn archive(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    let mut count = 0_u16;
    let mut names = BTreeSet::new();
    for (name, content) in files {
        let name = fresh_name(name, &mut names);
        let (Ok(offset), Ok(size), Ok(name_length)) =
            (u32::try_from(bytes.len()), u32::try_from(content.len()), u16::try_from(name.len()))
        else {
            continue;
        };
        let Some(next) = count.checked_add(1) else { break };
        count = next;
        let facts = facts(checksum(content), size, name_length);
        put(&mut bytes, &[&0x0403_4b50_u32.to_le_bytes(), &facts, &[0, 0], name.as_bytes(), content]);
        // Made by: 2.0. After the facts: no extra field, no remark, first disk, no attributes.
        put(
            &mut directory,
            &[
                &0x0201_4b50_u32.to_le_bytes(),
                &20_u16.to_le_bytes(),
                &facts,
                &[0; 12],
                &offset.to_le_bytes(),
                name.as_bytes(),
            ],
        );
    }
    let (Ok(start), Ok(size)) = (u32::try_from(bytes.len()), u32::try_from(directory.len())) else {
        return bytes;
    };
    let (count, start, size) = (count.to_le_bytes(), start.to_le_bytes(), size.to_le_bytes());
    let end = [&0x0605_4b50_u32.to_le_bytes()[..], &[0; 4], &count, &count, &size, &start, &[0, 0]];
    put(&mut bytes, &[&directory]);
    put(&mut bytes, &end);
    bytes
}

/// The name, or where it is taken the name with the first free number before its ending.
fn fresh_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let (stem, ending) = name.split_at(name.find('.').unwrap_or(name.len()));
    let numbered = (2..).map(|number: u32| format!("{stem}-{number}{ending}"));
    // Systems differ in whether case tells names apart.
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
}

/// What both heads of a file say alike: version, names in UTF-8, stored, 1 January 1980, checksum, sizes, name length.
fn facts(checksum: u32, size: u32, name_length: u16) -> Vec<u8> {
    let mut facts = Vec::new();
    let parts = [20_u16, 0x0800, 0, 0, 0x0021].map(u16::to_le_bytes);
    parts.iter().for_each(|part| facts.extend(part));
    put(&mut facts, &[&checksum.to_le_bytes(), &size.to_le_bytes(), &size.to_le_bytes()]);
    facts.extend(name_length.to_le_bytes());
    facts
}

fn put(bytes: &mut Vec<u8>, parts: &[&[u8]]) {
    parts.iter().for_each(|part| bytes.extend_from_slice(part));
}

/// CRC-32 as the format wants it.
fn checksum(content: &[u8]) -> u32 {
    let after_bit = |sum: u32| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
    let after = |sum: u32, byte: &u8| (0..8).fold(sum ^ u32::from(*byte), |sum, _| after_bit(sum));
    !content.iter().fold(u32::MAX, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads an archive back by its directory, as other programs do.
    fn read(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
        let short = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
        let long = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        let end = bytes.len() - 22;
        assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
        let mut at = long(end + 16) as usize;
        assert_eq!(at + long(end + 12) as usize, end);
        let mut files = Vec::new();
        for _ in 0..short(end + 10) {
            assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
            let (sum, size, name_length) = (long(at + 16), long(at + 20) as usize, short(at + 28));
            let name = String::from_utf8(bytes[at + 46..at + 46 + name_length].to_vec()).unwrap();
            let local = long(at + 42) as usize;
            assert_eq!(&bytes[local..local + 4], b"PK\x03\x04");
            // Both heads say the same, from the version to the length of the name.
            assert_eq!(bytes[local + 4..local + 28], bytes[at + 6..at + 30]);
            let start = local + 30 + short(local + 26);
            let content = bytes[start..start + size].to_vec();
            assert_eq!(checksum(&content), sum);
            files.push((name, content));
            at += 46 + name_length;
        }
        assert_eq!(at, end);
        files
    }

    #[test]
    fn the_checksum_is_the_published_one() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn files_come_back_from_the_archive() {
        let files = vec![("ada.json".to_owned(), b"{}\n".to_vec()), ("ben.json".to_owned(), Vec::new())];
        assert_eq!(read(&archive(&files)), files);
        assert_eq!(read(&archive(&[])), Vec::new());
    }

    #[test]
    fn two_people_of_one_name_get_two_files() {
        let file = |name: &str| (format!("{name}.pmoquestions.json"), name.as_bytes().to_vec());
        let names: Vec<String> = read(&archive(&[file("ada"), file("Ada"), file("ben")]))
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["ada.pmoquestions.json", "Ada-2.pmoquestions.json", "ben.pmoquestions.json"]);
    }
}
