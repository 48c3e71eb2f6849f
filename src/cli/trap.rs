//! Panics trap at once: nothing in a browser could print their messages, so the code that prepares them goes. The
//! compiler's own switch for this is not in stable Rust yet.

use anyhow::Result;
use walrus::{FunctionBuilder, FunctionKind, Module};

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

/// The compiled module, with a trap in place of each function that panics.
pub fn panics(compiled: &[u8]) -> Result<Module> {
    let mut module = Module::from_buffer(compiled)?;
    let named = |name: &str| PANICS.iter().any(|piece| name.contains(piece));
    let panics: Vec<_> = module
        .funcs
        .iter()
        .filter(|function| function.name.as_deref().is_some_and(named))
        .map(|function| (function.id(), function.ty()))
        .collect();
    for (id, ty) in panics {
        let (params, results) = module.types.params_results(ty);
        let (params, results) = (params.to_vec(), results.to_vec());
        let arguments = params.iter().map(|ty| module.locals.add(*ty)).collect();
        let mut trap = FunctionBuilder::new(&mut module.types, &params, &results);
        trap.func_body().unreachable();
        module.funcs.get_mut(id).kind = FunctionKind::Local(trap.local_func(arguments));
    }
    Ok(module)
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
        let module = panics(&module.emit_wasm()).unwrap();
        let traps: Vec<_> = module
            .funcs
            .iter_local()
            .map(|(_, it)| matches!(it.block(it.entry_block()).instrs[0].0, Instr::Unreachable(_)))
            .collect();
        assert_eq!(traps, [true, false]);
    }
}
