//! What the linker notes about a program when it is asked to (`--emit-relocs`): which function takes the address of
//! which function or constant, and which constant holds the address of which. Calls are not among it: the code has them.

use crate::failure::Failure;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};
use wasmparser::{
    Data, DataKind, KnownCustom, Linking, Name, Operator, Parser, Payload, RelocationEntry, RelocationType,
    SymbolFlags, SymbolInfo,
};

/// Something that has an address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A function, by its readable name.
    Function(String),
    /// A constant or a variable, by its place in [`Links::data`].
    Data(usize),
}

/// A constant or a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Datum {
    /// Its addresses in the memory of the program.
    pub range: Range<u32>,
    /// It never changes.
    pub is_constant: bool,
    /// What it points to.
    pub targets: BTreeSet<Target>,
}

/// All links of one program.
#[derive(Debug, Default)]
pub struct Links {
    /// All functions by their readable name, with what they take the address of.
    pub functions: BTreeMap<String, BTreeSet<Target>>,
    /// All constants and variables.
    pub data: Vec<Datum>,
}

/// A name as a reader knows it: the compiler's coded form, where it is one, decoded.
pub fn readable(name: &str) -> String {
    rustc_demangle::try_demangle(name).map_or_else(|_| name.to_owned(), |plain| plain.to_string())
}

/// The sections of a linked program that the links are made of.
#[derive(Default)]
struct Sections<'a> {
    names: BTreeMap<u32, String>,
    imported_functions: u32,
    bodies: Vec<Range<usize>>,
    code_start: usize,
    data_start: usize,
    /// Place in the file and first address of each part of the memory.
    segments: Vec<(Range<usize>, u32)>,
    segment_names: Vec<&'a str>,
    symbols: Vec<SymbolInfo<'a>>,
    code_entries: Vec<RelocationEntry>,
    data_entries: Vec<RelocationEntry>,
}

impl Links {
    /// Reads the links of a linked program.
    pub fn of(linked: &[u8]) -> Result<Self, Failure> {
        let sections = Sections::of(linked)
            .map_err(|error| Failure::new(format!("The linked app is not readable: {error}.")))?;
        if sections.code_entries.is_empty() || sections.symbols.is_empty() {
            return Err(Failure::new("The linker noted no addresses for the app.")
                .advise("build.rs asks it to, by --emit-relocs."));
        }
        Ok(sections.links())
    }
}

impl<'a> Sections<'a> {
    fn of(linked: &'a [u8]) -> wasmparser::Result<Self> {
        let mut sections = Self::default();
        for payload in Parser::new(0).parse_all(linked) {
            match payload? {
                Payload::ImportSection(imports) => {
                    let count = imports
                        .into_imports()
                        .filter(|import| {
                            import
                                .as_ref()
                                .is_ok_and(|import| matches!(import.ty, wasmparser::TypeRef::Func(_)))
                        })
                        .count();
                    sections.imported_functions = u32::try_from(count).unwrap_or(u32::MAX);
                }
                Payload::CodeSectionStart { range, .. } => sections.code_start = range.start,
                Payload::CodeSectionEntry(body) => sections.bodies.push(body.range()),
                Payload::DataSection(data) => {
                    sections.data_start = data.range().start;
                    for segment in data {
                        sections.add_segment(&segment?);
                    }
                }
                Payload::CustomSection(custom) => sections.add_custom(custom.as_known(), custom.name())?,
                _ => {}
            }
        }
        Ok(sections)
    }

    fn add_segment(&mut self, segment: &Data<'_>) {
        let address = match &segment.kind {
            DataKind::Active { offset_expr, .. } => offset_expr.get_operators_reader().read().ok(),
            DataKind::Passive => None,
        };
        let address = match address {
            Some(Operator::I32Const { value }) => value.cast_unsigned(),
            _ => 0,
        };
        let end = segment.range.end;
        self.segments.push((end - segment.data.len()..end, address));
    }

    fn add_custom(&mut self, section: KnownCustom<'a>, title: &str) -> wasmparser::Result<()> {
        match section {
            KnownCustom::Name(names) => {
                for name in names {
                    if let Name::Function(functions) = name? {
                        for naming in functions {
                            let naming = naming?;
                            self.names.insert(naming.index, readable(naming.name));
                        }
                    }
                }
            }
            KnownCustom::Linking(linking) => {
                for part in linking.subsections() {
                    match part? {
                        Linking::SymbolTable(symbols) => {
                            self.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                        }
                        Linking::SegmentInfo(segments) => {
                            for segment in segments {
                                self.segment_names.push(segment?.name);
                            }
                        }
                        _ => {}
                    }
                }
            }
            KnownCustom::Reloc(entries) => {
                let entries = entries.entries().into_iter().collect::<Result<Vec<_>, _>>()?;
                match title {
                    "reloc.CODE" => self.code_entries = entries,
                    "reloc.DATA" => self.data_entries = entries,
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn links(&self) -> Links {
        let mut data = Vec::new();
        // Place of each symbol in `data`, where it has one.
        let mut places = Vec::new();
        for symbol in &self.symbols {
            let datum = self.datum(symbol);
            places.push(datum.is_some().then_some(data.len()));
            data.extend(datum);
        }
        let target = |entry: &RelocationEntry| self.target(entry, &places);
        let mut functions: BTreeMap<String, BTreeSet<Target>> =
            self.names.values().map(|name| (name.clone(), BTreeSet::new())).collect();
        for entry in &self.code_entries {
            let place = self.code_start + entry.offset as usize;
            let body = self.bodies.partition_point(|body| body.end <= place);
            let index = self.imported_functions.saturating_add(u32::try_from(body).unwrap_or(u32::MAX));
            if let (Some(name), Some(target)) = (self.names.get(&index), target(entry)) {
                functions.entry(name.clone()).or_default().insert(target);
            }
        }
        let pointers: BTreeMap<u32, Target> = self
            .data_entries
            .iter()
            .filter_map(|entry| {
                Some((self.address(self.data_start + entry.offset as usize)?, target(entry)?))
            })
            .collect();
        for datum in &mut data {
            datum.targets = pointers.range(datum.range.clone()).map(|(_, target)| target.clone()).collect();
        }
        Links { functions, data }
    }

    /// What stands in the file is a part of the memory; variables that start as zero do not stand there.
    fn datum(&self, symbol: &SymbolInfo<'_>) -> Option<Datum> {
        let SymbolInfo::Data { flags, symbol: Some(place), .. } = symbol else { return None };
        let (_, address) = self.segments.get(place.index as usize)?;
        if flags.contains(SymbolFlags::ABSOLUTE) || place.size == 0 {
            return None;
        }
        let start = address + place.offset;
        let segment = self.segment_names.get(place.index as usize).copied().unwrap_or_default();
        Some(Datum {
            range: start..start + place.size,
            is_constant: segment.starts_with(".rodata"),
            targets: BTreeSet::new(),
        })
    }

    /// The address of a byte of the file.
    fn address(&self, place: usize) -> Option<u32> {
        let (range, address) = self.segments.iter().find(|(range, _)| range.contains(&place))?;
        Some(address + u32::try_from(place - range.start).ok()?)
    }

    fn target(&self, entry: &RelocationEntry, places: &[Option<usize>]) -> Option<Target> {
        let index = entry.index as usize;
        match (entry.ty, self.symbols.get(index)?) {
            (RelocationType::FunctionIndexLeb, _) => None,
            (_, SymbolInfo::Func { index, .. }) => {
                self.names.get(index).map(|name| Target::Function(name.clone()))
            }
            (_, SymbolInfo::Data { .. }) => places.get(index).copied().flatten().map(Target::Data),
            _ => None,
        }
    }
}
