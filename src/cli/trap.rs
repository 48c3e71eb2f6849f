//! Panics trap at once: nothing in a browser could print their messages, so the code that prepares them goes, and so
//! does what they would have said: the texts, and the places in the source. The compiler's own switches for this are not
//! in stable Rust yet.

use anyhow::Result;
use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, FunctionBuilder, FunctionId, FunctionKind, Module};

/// The functions of core, alloc and std that panic and nothing else, by pieces of their mangled names. One that is
/// missing here, or called otherwise in the next Rust, costs bytes and nothing else.
const PANICS: [&str; 13] = [
    "4core9panicking",
    "13assert_failed",
    "13expect_failed",
    "13unwrap_failed",
    "16slice_index_fail",
    "17len_mismatch_fail",
    "22panic_already_borrowed",
    "30panic_already_mutably_borrowed",
    "14panic_poisoned",
    "18panic_access_error",
    "7raw_vec12handle_error",
    "7raw_vec17capacity_overflow",
    "5alloc18handle_alloc_error",
];

/// What those functions say. A text that is missing here, or put otherwise in the next Rust, costs bytes and nothing else.
const MESSAGES: [&str; 26] = [
    "slice index starts at ",
    " but ends at ",
    "index out of bounds: the len is ",
    " but the index is ",
    "range start index ",
    "range end index ",
    " out of range for slice of length ",
    "copy_from_slice: source slice length (",
    ") does not match destination slice length (",
    "insertion index (is ",
    ") should be <= len (is ",
    "swap_remove index (is ",
    "removal index (is ",
    ") should be < len (is ",
    "chunk size must be non-zero",
    "attempt to join into collection with len > usize::MAX",
    "capacity overflow",
    "attempt to divide with overflow",
    "attempt to divide by zero",
    "RefCell already mutably borrowed",
    "RefCell already borrowed",
    "called `Option::unwrap_throw()` on a `None` value",
    "cannot access a Thread Local Storage value during or after destruction: ",
    "mid > len",
    "AccessError",
    "Tried to shrink to a larger capacity",
];

/// The compiled module, with a trap in place of each function that panics; `unsaid` are texts besides that this module has
/// and never says.
pub fn panics(compiled: &[u8], unsaid: &[&str]) -> Result<Module> {
    let mut module = Module::from_buffer(compiled)?;
    let named = |name: &str| PANICS.iter().any(|piece| name.contains(piece));
    let panics: Vec<_> = module
        .funcs
        .iter()
        .filter(|function| function.name.as_deref().is_some_and(named))
        .map(walrus::Function::id)
        .collect();
    for id in panics {
        instead_of(&mut module, id);
    }
    let all: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for id in all {
        let data = module.data.get_mut(id);
        if let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = data.kind {
            blank_places(&mut data.value, start as usize);
            for message in MESSAGES.iter().chain(unsaid) {
                blank_message(&mut data.value, message.as_bytes());
            }
        }
    }
    Ok(module)
}

/// Puts a trap in place of a function.
pub fn instead_of(module: &mut Module, id: FunctionId) {
    let (params, results) = module.types.params_results(module.funcs.get(id).ty());
    let (params, results) = (params.to_vec(), results.to_vec());
    let arguments = params.iter().map(|ty| module.locals.add(*ty)).collect();
    let mut trap = FunctionBuilder::new(&mut module.types, &params, &results);
    trap.func_body().unreachable();
    module.funcs.get_mut(id).kind = FunctionKind::Local(trap.local_func(arguments));
}

/// Blanks the places in the source that panics name: each is the address and the length of a file's name, then line and
/// column. `start` is the address of the data.
fn blank_places(data: &mut [u8], start: usize) {
    let number = |data: &[u8], at: usize| {
        let bytes = data.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_le_bytes(bytes) as usize)
    };
    let is_file =
        |name: &[u8]| name.ends_with(b".rs") && name.iter().all(|byte| matches!(byte, b' '..=b'~'));
    let mut files = Vec::new();
    for place in (0..data.len().saturating_sub(15)).step_by(4) {
        let (Some(address), Some(length)) = (number(data, place), number(data, place + 4)) else {
            continue;
        };
        let Some(from) = address.checked_sub(start) else { continue };
        let file = from..from.saturating_add(length);
        if data.get(file.clone()).is_some_and(is_file) {
            data[place..place + 16].fill(0);
            files.push(file);
        }
    }
    for file in files {
        data[file].fill(0);
    }
}

fn blank_message(data: &mut [u8], message: &[u8]) {
    while let Some(at) = data.windows(message.len()).position(|piece| piece == message) {
        data[at..at + message.len()].fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::ir::Instr;

    #[test]
    fn only_what_panics_traps() {
        let mut module = Module::default();
        for name in ["_RNvNtCs1_4core9panicking9panic_fmt", "_RNvCs1_5cairn5panic"] {
            let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
            function.name(name.into()).func_body().i32_const(1).drop();
            let id = function.finish(vec![], &mut module.funcs);
            module.exports.add(name, id);
        }
        let module = panics(&module.emit_wasm(), &[]).unwrap();
        let traps: Vec<_> = module
            .funcs
            .iter_local()
            .map(|(_, it)| matches!(it.block(it.entry_block()).instrs[0].0, Instr::Unreachable(_)))
            .collect();
        assert_eq!(traps, [true, false]);
    }

    #[test]
    fn what_a_panic_would_say_is_blank_and_the_rest_stays() {
        let mut data = b"live, src/a.rs, capacity overflow, 16 bytes".to_vec();
        data.resize(44, b'.');
        let place = data.len();
        for number in [100 + 6_u32, 8, 7, 9, 100, 5, 1, 1] {
            data.extend(number.to_le_bytes());
        }
        blank_places(&mut data, 100);
        blank_message(&mut data, b"capacity overflow");
        assert!(data[..place].starts_with(b"live, \0\0\0\0\0\0\0\0, \0"));
        assert!(data[..place].ends_with(b"\0, 16 bytes."));
        assert_eq!(data[place..place + 16], [0; 16]);
        assert_eq!(data[place + 16..place + 20], 100_u32.to_le_bytes());
    }
}
