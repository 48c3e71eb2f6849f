// Keeps whatever goes wrong inside the module away from the page. The build adds this to the module's glue.
//
// A panic in Rust traps, and an exception that passes through wasm leaves its stack half unwound: in both
// cases the module is dead. Every way in is an export (calls of the API, event listeners, timers, promises,
// finalizers), so each export is wrapped: the first failure marks the module dead and is told once; from
// then on a call from outside returns without entering. A call from inside, while an outer call of the
// module is still on the stack, does enter: that outer call needs its allocator to get out. It never
// rethrows either, for between the two calls may stand a `dispatchEvent`, which would report the exception
// to the page. Errors that Rust returns on purpose are thrown by the glue after the export has returned.
let containedDepth = 0;
let containedDead = false;
let containedFailure;
let containedTell;

// Calls `tell` with the error, once, when the module dies; at once if it already has.
function onPanic(tell) {
    containedTell = tell;
    if (containedDead) informOfPanic();
}

function informOfPanic() {
    const tell = containedTell;
    if (!tell) return;
    containedTell = undefined;
    try {
        tell(containedFailure);
    } catch {
        // Whoever is told of a failure must not add another.
    }
}

// `several` names the exports that return more than one value: the glue takes those apart without looking,
// and all zeros read as nothing (no text, an empty list, no error).
function contain(exports, several) {
    const contained = {};
    for (const name of Object.keys(exports)) {
        const inner = exports[name];
        const nothing = several.includes(name) ? [0, 0, 0, 0] : undefined;
        contained[name] = typeof inner !== 'function' ? inner : (...values) => {
            if (containedDead && !containedDepth) return nothing;
            containedDepth++;
            try {
                return inner(...values);
            } catch (failure) {
                if (!containedDead) {
                    containedDead = true;
                    containedFailure = failure;
                    informOfPanic();
                }
                return nothing;
            } finally {
                containedDepth--;
            }
        };
    }
    return contained;
}
