//! The exponential function and the logarithm come from the browser, which has them anyway: a kilobyte of constants that
//! nothing compresses.
//!
//! Each platform's are right up to the last bits, and no two alike in these: what is shown is rounded far above them.

use std::collections::HashMap;
use walrus::ir::{VisitorMut, dfs_pre_order_mut};
use walrus::{FunctionId, Module};

/// The JavaScript object that has them.
pub const MATH: &str = "Math";

/// The functions of the compiler's own library, by pieces of their mangled names, and what they are called in JavaScript. One
/// that is called otherwise in the next Rust costs bytes and nothing else.
const FUNCTIONS: [(&str, &str); 2] =
    [("9libm_math3exp3exp", "exp"), ("4math20partial_availability3log", "log")];

/// The module, with these functions as imports.
pub fn from_browser(mut module: Module) -> Module {
    let mut moved = Moved(HashMap::new());
    for (piece, name) in FUNCTIONS {
        let named = |own: &str| own.ends_with(piece);
        let own = module.funcs.iter().find(|function| function.name.as_deref().is_some_and(named));
        if let Some((own, ty)) = own.map(|own| (own.id(), own.ty())) {
            let (imported, _) = module.add_import_func(MATH, name, ty);
            moved.0.insert(own, imported);
        }
    }
    for (_, function) in module.funcs.iter_local_mut() {
        let entry = function.entry_block();
        dfs_pre_order_mut(&mut moved, function, entry);
    }
    module
}

/// Calls of the functions named first become calls of those named second.
struct Moved(HashMap<FunctionId, FunctionId>);

impl VisitorMut for Moved {
    fn visit_function_id_mut(&mut self, function: &mut FunctionId) {
        if let Some(imported) = self.0.get(function) {
            *function = *imported;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::FunctionBuilder;
    use walrus::ValType::F64;
    use walrus::ir::Instr;

    #[test]
    fn the_browsers_function_is_called_instead() {
        let mut module = Module::default();
        let argument = module.locals.add(F64);
        let mut own = FunctionBuilder::new(&mut module.types, &[F64], &[F64]);
        own.name("_RNvx4math9libm_math3exp3exp".into()).func_body().local_get(argument);
        let own = own.finish(vec![argument], &mut module.funcs);
        let mut caller = FunctionBuilder::new(&mut module.types, &[], &[F64]);
        caller.func_body().f64_const(1.0).call(own);
        let caller = caller.finish(vec![], &mut module.funcs);
        module.exports.add("caller", caller);

        let module = from_browser(module);
        let caller = module.funcs.get(caller).kind.unwrap_local();
        let Instr::Call(call) = &caller.block(caller.entry_block()).instrs[1].0 else {
            panic!("no call");
        };
        let import = module.imports.iter().next().unwrap();
        assert_eq!((import.module.as_str(), import.name.as_str()), (MATH, "exp"));
        assert!(matches!(import.kind, walrus::ImportKind::Function(id) if id == call.func));
    }
}
