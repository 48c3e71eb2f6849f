// Loads the module, in place of wasm-bindgen's own loading, which knows many more ways. The build adds this to the
// module's glue.
//
// A module is compiled while it arrives, unless the server names another type: browsers refuse that, although the
// module may be whole.
async function load(response = fetch(new URL('MODULE', import.meta.url))) {
    const imports = __wbg_get_imports();
    const source = await response;
    const loaded = source.headers.get('Content-Type') === 'application/wasm'
        ? await WebAssembly.instantiateStreaming(source, imports)
        : await WebAssembly.instantiate(await source.arrayBuffer(), imports);
    __wbg_finalize_init(loaded.instance);
}

export { load as default, onPanic };
