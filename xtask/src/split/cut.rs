//! The cut itself. Both halves work on one memory and one table: the first half owns them and exports whatever the second
//! one needs; the second one imports it and fills the places of its functions and constants when it is loaded.

use super::{
    links::Links,
    reach::{self, Reached},
};
use crate::failure::Failure;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    GlobalKind, ImportKind, ImportedFunction, LocalFunction, MemoryId, Module, TableId, ir::Value,
    passes::gc,
};

/// Name under which the second half imports the first.
const FIRST: &str = "first";

/// Constants of the second half that lie closer together than this, in bytes, become one part of its memory.
const GAP: u32 = 16;

/// What goes where. Functions are named by their place in the file, which both readings of it share.
#[derive(Debug)]
pub struct Cut {
    /// Functions of the second half.
    moved: BTreeSet<usize>,
    /// Functions of the second half that have a place in the table, doors among them.
    places: BTreeMap<u32, usize>,
    /// The place in the table of each door.
    doors: BTreeMap<usize, u32>,
    /// Addresses of the constants of the second half.
    data: Vec<Range<u32>>,
}

impl Cut {
    /// Everything that the first half does not need goes to the second.
    pub fn of(app: &Module, links: &Links, reached: &Reached) -> Result<Self, Failure> {
        let table = table_of(app)?;
        let moved: BTreeSet<usize> = app
            .funcs
            .iter()
            .filter(|function| matches!(function.kind, FunctionKind::Local(_)))
            .filter(|function| !reached.functions.contains(&function.id()))
            .map(|function| function.id().index())
            .collect();
        let mut places: BTreeMap<u32, usize> =
            reach::in_table(app).into_iter().map(|(place, function)| (place, function.index())).collect();
        places.retain(|_, function| moved.contains(function));
        let end = u32::try_from(app.tables.get(table).initial).unwrap_or(u32::MAX);
        let doors: BTreeMap<usize, u32> = reached.doors.iter().map(|door| door.index()).zip(end..).collect();
        places.extend(doors.iter().map(|(door, place)| (*place, *door)));
        Ok(Self { moved, places, doors, data: moved_data(links, reached) })
    }

    /// The second half: functions of the first one become imports, and nothing is exported.
    pub fn make_second(&self, module: &mut Module) -> Result<(), Failure> {
        let segments = self.moved_bytes(module);
        let (table, memory) = (table_of(module)?, memory_of(module)?);
        let ids: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
        clear(module);
        let mut names = (0_u32..).map(short_name);
        let mut name = || names.next().unwrap_or_default();
        for import in module.imports.iter_mut() {
            (import.module, import.name) = (FIRST.to_owned(), name());
        }
        for id in ids.iter().copied().filter(|id| !self.moved.contains(&id.index())) {
            let function = module.funcs.get(id);
            let ty = function.ty();
            if !matches!(function.kind, FunctionKind::Local(_)) {
                continue;
            }
            let import = module.imports.add(FIRST, &name(), id);
            module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
        for id in module.tables.iter().map(walrus::Table::id).collect::<Vec<_>>() {
            let import = module.imports.add(FIRST, &name(), id);
            module.tables.get_mut(id).import = Some(import);
        }
        for id in module.memories.iter().map(walrus::Memory::id).collect::<Vec<_>>() {
            let import = module.imports.add(FIRST, &name(), id);
            module.memories.get_mut(id).import = Some(import);
        }
        for id in module.globals.iter().map(walrus::Global::id).collect::<Vec<_>>() {
            let import = module.imports.add(FIRST, &name(), id);
            module.globals.get_mut(id).kind = GlobalKind::Import(import);
        }
        self.grow_table(module, table);
        for (place, functions) in runs(&self.places) {
            let functions = functions.iter().filter_map(|function| ids.get(*function).copied()).collect();
            add_element(module, table, place, functions);
        }
        for (address, bytes) in segments {
            let kind = DataKind::Active { memory, offset: constant(address) };
            let id = module.data.add(kind, bytes);
            module.memories.get_mut(memory).data_segments.insert(id);
        }
        gc::run(module);
        Ok(())
    }

    /// The first half: doors call through the table, and what the second half imports is exported.
    pub fn make_first(&self, module: &mut Module, second: &Module) -> Result<(), Failure> {
        let table = table_of(module)?;
        let ids: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
        let at = |place: usize| {
            ids.get(place).copied().ok_or_else(|| Failure::new("The two readings of the bound app differ."))
        };
        for (door, place) in &self.doors {
            let door = at(*door)?;
            let passing = call_through(module, table, door, *place);
            module.funcs.get_mut(door).kind = FunctionKind::Local(passing);
        }
        self.grow_table(module, table);
        // In the table, a function that is not there yet is one that breaks: nothing may call it.
        let breaking = {
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
            builder.func_body().unreachable();
            builder.finish(Vec::new(), &mut module.funcs)
        };
        for element in module.elements.iter().map(walrus::Element::id).collect::<Vec<_>>() {
            if let ElementItems::Functions(functions) = &mut module.elements.get_mut(element).items {
                for function in functions.iter_mut().filter(|function| self.moved.contains(&function.index()))
                {
                    *function = breaking;
                }
            }
        }
        self.clear_moved_bytes(module);
        let tables: Vec<_> = module.tables.iter().map(walrus::Table::id).collect();
        let memories: Vec<_> = module.memories.iter().map(walrus::Memory::id).collect();
        let globals: Vec<_> = module.globals.iter().map(walrus::Global::id).collect();
        for import in second.imports.iter() {
            let item = match import.kind {
                ImportKind::Function(id) => ids.get(id.index()).copied().map(ExportItem::Function),
                ImportKind::Table(id) => tables.get(id.index()).copied().map(ExportItem::Table),
                ImportKind::Memory(id) => memories.get(id.index()).copied().map(ExportItem::Memory),
                ImportKind::Global(id) => globals.get(id.index()).copied().map(ExportItem::Global),
                ImportKind::Tag(_) => None,
            };
            let item = item.ok_or_else(|| {
                Failure::new(format!("The first half has nothing to export for {:?}.", import.kind))
            })?;
            module.exports.add(&import.name, item);
        }
        gc::run(module);
        Ok(())
    }

    fn grow_table(&self, module: &mut Module, table: TableId) {
        let table = module.tables.get_mut(table);
        let doors = self.doors.len() as u64;
        table.initial += doors;
        table.maximum = table.maximum.map(|maximum| maximum + doors);
    }

    /// The constants of the second half, with their addresses.
    fn moved_bytes(&self, module: &Module) -> Vec<(u32, Vec<u8>)> {
        let mut found = Vec::new();
        for (start, data) in segments(module) {
            let bytes = &module.data.get(data).value;
            for range in &self.data {
                if let Some(part) = inside(start, bytes.len(), range).and_then(|part| bytes.get(part)) {
                    found.push((range.start, part.to_vec()));
                }
            }
        }
        found
    }

    /// Constants of the second half are zero until they come; wasm-opt leaves out zeros.
    fn clear_moved_bytes(&self, module: &mut Module) {
        for (start, data) in segments(module) {
            let bytes = &mut module.data.get_mut(data).value;
            for range in &self.data {
                if let Some(part) = inside(start, bytes.len(), range).and_then(|part| bytes.get_mut(part)) {
                    part.fill(0);
                }
            }
        }
    }
}

/// A function that calls what stands at this place of the table.
fn call_through(module: &mut Module, table: TableId, door: FunctionId, place: u32) -> LocalFunction {
    let ty = module.funcs.get(door).ty();
    let (parameters, results) = {
        let ty = module.types.get(ty);
        (ty.params().to_vec(), ty.results().to_vec())
    };
    let arguments: Vec<_> = parameters.iter().map(|parameter| module.locals.add(*parameter)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
    let mut body = builder.func_body();
    for argument in &arguments {
        body.local_get(*argument);
    }
    body.i32_const(place.cast_signed()).call_indirect(ty, table);
    builder.local_func(arguments)
}

fn table_of(module: &Module) -> Result<TableId, Failure> {
    let table = module.tables.main_function_table().ok().flatten();
    table.ok_or_else(|| Failure::new("The bound app has not one table of functions."))
}

fn memory_of(module: &Module) -> Result<MemoryId, Failure> {
    let memory = module.memories.iter().next().map(walrus::Memory::id);
    memory.ok_or_else(|| Failure::new("The bound app has no memory."))
}

/// The ranges of constants that only the second half needs. Bytes that belong to both stay in the first.
fn moved_data(links: &Links, reached: &Reached) -> Vec<Range<u32>> {
    let mut needed: Vec<Range<u32>> = Vec::new();
    let mut free: Vec<Range<u32>> = Vec::new();
    for (place, datum) in links.data.iter().enumerate() {
        let is_needed = !datum.is_constant || reached.data.contains(&place);
        if is_needed { &mut needed } else { &mut free }.push(datum.range.clone());
    }
    needed.sort_by_key(|range| range.start);
    free.sort_by_key(|range| range.start);
    let mut moved: Vec<Range<u32>> = Vec::new();
    for range in free {
        let mut start = range.start;
        for other in needed.iter().filter(|other| other.start < range.end && other.end > range.start) {
            if other.start > start {
                push_joined(&mut moved, start..other.start, &needed);
            }
            start = start.max(other.end);
        }
        if start < range.end {
            push_joined(&mut moved, start..range.end, &needed);
        }
    }
    moved
}

/// Adds a range, joined with the one before where next to nothing and no byte of the first half lies between them.
fn push_joined(ranges: &mut Vec<Range<u32>>, range: Range<u32>, needed: &[Range<u32>]) {
    if let Some(last) = ranges.last_mut() {
        let gap = last.end..range.start;
        let is_free = !needed.iter().any(|other| other.start < gap.end && other.end > gap.start);
        if range.start <= last.end || (range.start - last.end < GAP && is_free) {
            last.end = last.end.max(range.end);
            return;
        }
    }
    ranges.push(range);
}

/// The parts of the memory that the program starts with, by their first address.
fn segments(module: &Module) -> Vec<(u32, walrus::DataId)> {
    module
        .data
        .iter()
        .filter_map(|data| match data.kind {
            DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } => {
                Some((start.cast_unsigned(), data.id()))
            }
            _ => None,
        })
        .collect()
}

/// Where a range of addresses lies in a part of the memory; none where it lies elsewhere.
fn inside(start: u32, length: usize, range: &Range<u32>) -> Option<Range<usize>> {
    let from = range.start.checked_sub(start)? as usize;
    let to = range.end.checked_sub(start)? as usize;
    (to <= length).then_some(from..to)
}

/// Functions at places that follow each other.
fn runs(places: &BTreeMap<u32, usize>) -> Vec<(u32, Vec<usize>)> {
    let mut runs: Vec<(u32, Vec<usize>)> = Vec::new();
    for (place, function) in places {
        match runs.last_mut() {
            Some((start, functions)) if *start as usize + functions.len() == *place as usize => {
                functions.push(*function);
            }
            _ => runs.push((*place, vec![*function])),
        }
    }
    runs
}

fn add_element(module: &mut Module, table: TableId, place: u32, functions: Vec<FunctionId>) {
    let kind = ElementKind::Active { table, offset: constant(place) };
    let id = module.elements.add(kind, ElementItems::Functions(functions));
    module.tables.get_mut(table).elem_segments.insert(id);
}

fn constant(value: u32) -> ConstExpr {
    ConstExpr::Value(Value::I32(value.cast_signed()))
}

/// Takes away what the program starts with and what it shows.
fn clear(module: &mut Module) {
    module.start = None;
    for id in module.exports.iter().map(walrus::Export::id).collect::<Vec<_>>() {
        module.exports.delete(id);
    }
    for id in module.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
        module.data.delete(id);
    }
    for id in module.elements.iter().map(walrus::Element::id).collect::<Vec<_>>() {
        module.elements.delete(id);
    }
    for table in module.tables.iter_mut() {
        table.elem_segments.clear();
    }
    for memory in module.memories.iter_mut() {
        memory.data_segments.clear();
    }
}

/// A name as short as can be, that no name of the binding begins with.
fn short_name(number: u32) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut rest = number;
    let mut name = String::new();
    loop {
        name.extend(DIGITS.get((rest % 36) as usize).map(|digit| char::from(*digit)));
        rest /= 36;
        if rest == 0 {
            return name + "$";
        }
    }
}
