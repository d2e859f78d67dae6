//! Cuts the app into two WebAssembly modules: the first half starts and shows the library, the second one holds all that
//! only an open plan needs. The first half calls the second through *doors*, the functions of one Rust module; what can be
//! reached without going through a door is the first half, and everything else, constants included, is the second.
//! `docs/decisions/0007-first-load.md` has the reasons.

mod cut;
mod links;
mod reach;

use crate::failure::Failure;
use links::Links;
use walrus::{Module, ModuleConfig};

/// Every function below this path is a door.
const DOORS: &str = "wavewright::browser::ui::doors::";

/// The two modules.
#[derive(Debug)]
pub struct Halves {
    /// What the page starts with.
    pub first: Vec<u8>,
    /// What is loaded behind it.
    pub second: Vec<u8>,
}

/// Cuts the app. `linked` is what the compiler made, with the linker's notes; `bound` is what wasm-bindgen made of it.
pub fn split(linked: &[u8], bound: &[u8]) -> Result<Halves, Failure> {
    split_by(&Links::of(linked)?, bound)
}

fn split_by(links: &Links, bound: &[u8]) -> Result<Halves, Failure> {
    let mut first = read(bound)?;
    let mut second = read(bound)?;
    let reached = reach::reached(&first, links, |name| name.starts_with(DOORS))?;
    if reached.doors.is_empty() {
        return Err(Failure::new(format!("The first half calls no door: no function of {DOORS} is left."))
            .advise("Each door must be marked #[inline(never)]."));
    }
    let cut = cut::Cut::of(&first, links, &reached)?;
    cut.make_second(&mut second)?;
    cut.make_first(&mut first, &second)?;
    Ok(Halves { first: first.emit_wasm(), second: second.emit_wasm() })
}

/// Functions that wasm-bindgen adds: they pass values on, and know no address.
fn is_made_by_binding(name: &str) -> bool {
    name.is_empty()
        || name.ends_with(" externref shim")
        || name.ends_with(" multivalue shim")
        || name.starts_with("__wbindgen")
        || name.starts_with("__externref")
}

fn read(wasm: &[u8]) -> Result<Module, Failure> {
    let mut module = ModuleConfig::new()
        .generate_producers_section(false)
        .parse(wasm)
        .map_err(|error| Failure::new(format!("The bound app is not readable: {error}.")))?;
    // The linker's notes are about another form of the program, and of no use to a browser.
    let notes: Vec<_> = module
        .customs
        .iter()
        .filter(|(_, section)| section.name() == "linking" || section.name().starts_with("reloc."))
        .map(|(id, _)| id)
        .collect();
    for note in notes {
        module.customs.delete(note);
    }
    Ok(module)
}

#[cfg(test)]
mod tests {
    use super::*;
    use links::{Datum, Target};
    use std::collections::BTreeSet;
    use walrus::{
        ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, ImportKind,
        RefType, ValType, ir::Value,
    };

    const DOOR: &str = "wavewright::browser::ui::doors::page";

    fn function(module: &mut Module, name: &str, calls: &[FunctionId]) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        builder.name(name.to_owned());
        let mut body = builder.func_body();
        for callee in calls {
            body.call(*callee).drop();
        }
        body.i32_const(7);
        builder.finish(Vec::new(), &mut module.funcs)
    }

    /// `main` calls the door, which calls `late`; both need `shared`. `by_address` is called through the table alone.
    fn app(door: &str) -> Vec<u8> {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        let kind = DataKind::Active { memory, offset: ConstExpr::Value(Value::I32(1000)) };
        let data = module.data.add(kind, b"early late! ".to_vec());
        module.memories.get_mut(memory).data_segments.insert(data);
        let shared = function(&mut module, "shared", &[]);
        let by_address = function(&mut module, "by_address", &[]);
        let late = function(&mut module, "late", &[shared]);
        let door = function(&mut module, door, &[late]);
        let main = function(&mut module, "main", &[door, shared]);
        let table = module.tables.add_local(false, 3, Some(3), RefType::FUNCREF);
        let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(1)) };
        let items = ElementItems::Functions(vec![by_address, late]);
        let element = module.elements.add(kind, items);
        module.tables.get_mut(table).elem_segments.insert(element);
        module.exports.add("main", main);
        module.exports.add("memory", memory);
        module.emit_wasm()
    }

    /// `main` takes the addresses of `by_address` and of the first constant; nobody but `late` needs the second one.
    fn notes(door: &str) -> Links {
        let datum = |range, targets| Datum { range, is_constant: true, targets };
        let mut links = Links {
            data: vec![datum(1000..1006, BTreeSet::new()), datum(1006..1012, BTreeSet::new())],
            ..Links::default()
        };
        for name in ["shared", "by_address", door] {
            links.functions.insert(name.to_owned(), BTreeSet::new());
        }
        let by_address = Target::Function("by_address".to_owned());
        links.functions.insert("main".to_owned(), [by_address, Target::Data(0)].into());
        links.functions.insert("late".to_owned(), [Target::Data(1)].into());
        links
    }

    fn names(module: &Module) -> Vec<&str> {
        module
            .funcs
            .iter_local()
            .filter_map(|(id, _)| module.funcs.get(id).name.as_deref())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }

    fn bytes(module: &Module) -> Vec<(i32, &[u8])> {
        let parts = module.data.iter().filter_map(|data| match data.kind {
            DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } => {
                Some((start, data.value.as_slice()))
            }
            _ => None,
        });
        parts.collect()
    }

    #[test]
    fn what_lies_behind_a_door_moves_to_the_second_half() {
        let halves = split_by(&notes(DOOR), &app(DOOR)).unwrap();
        let (first, second) = (read(&halves.first).unwrap(), read(&halves.second).unwrap());
        assert_eq!(names(&first), ["by_address", "main", "shared", DOOR]);
        assert_eq!(names(&second), ["late", DOOR]);
        assert_eq!(bytes(&first), [(1000, b"early \0\0\0\0\0\0".as_slice())]);
        assert_eq!(bytes(&second), [(1006, b"late! ".as_slice())]);
    }

    #[test]
    fn second_half_imports_what_the_first_exports() {
        let halves = split_by(&notes(DOOR), &app(DOOR)).unwrap();
        let (first, second) = (read(&halves.first).unwrap(), read(&halves.second).unwrap());
        assert_eq!(second.exports.iter().count(), 0);
        let mut functions = 0;
        for import in second.imports.iter() {
            let export = first.exports.iter().find(|export| export.name == import.name).unwrap();
            let is_same_kind = match (&import.kind, &export.item) {
                (ImportKind::Function(_), ExportItem::Function(id)) => {
                    functions += 1;
                    first.funcs.get(*id).name.as_deref() == Some("shared")
                }
                (ImportKind::Table(_), ExportItem::Table(_))
                | (ImportKind::Memory(_), ExportItem::Memory(_)) => true,
                _ => false,
            };
            assert!(is_same_kind, "{import:?}");
        }
        assert_eq!(functions, 1);
        assert!(first.exports.iter().any(|export| export.name == "main"));
    }

    #[test]
    fn each_door_and_each_function_of_the_table_gets_its_place() {
        let halves = split_by(&notes(DOOR), &app(DOOR)).unwrap();
        let (first, second) = (read(&halves.first).unwrap(), read(&halves.second).unwrap());
        for half in [&first, &second] {
            let table = half.tables.iter().next().unwrap();
            assert_eq!((table.initial, table.maximum), (4, Some(4)));
        }
        let placed = |module: &Module| -> Vec<(u32, String)> {
            let name = |id: FunctionId| module.funcs.get(id).name.clone().unwrap_or_default();
            reach::in_table(module).into_iter().map(|(place, id)| (place, name(id))).collect()
        };
        assert_eq!(placed(&second), [(2, String::from("late")), (3, String::from(DOOR))]);
        assert_eq!(placed(&first), [(1, String::from("by_address")), (2, String::new())]);
    }

    #[test]
    fn app_without_a_door_is_refused() {
        let failure = split_by(&notes("wavewright::other"), &app("wavewright::other")).unwrap_err();
        assert!(failure.to_string().contains("calls no door"), "{failure}");
    }

    #[test]
    fn function_that_the_linker_does_not_know_is_refused() {
        let mut links = notes(DOOR);
        links.functions.remove("shared");
        let failure = split_by(&links, &app(DOOR)).unwrap_err();
        assert_eq!(failure.to_string(), "The linker knows no function 'shared'.");
    }

    #[test]
    fn app_without_notes_is_refused() {
        let failure = split(&app(DOOR), &app(DOOR)).unwrap_err();
        assert!(failure.to_string().contains("noted no addresses"), "{failure}");
    }
}
