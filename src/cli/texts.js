// Brings texts into the module and out of it, in place of wasm-bindgen's own ways: those go sign by sign up to the first
// that is not ASCII, which takes longer than all the rest for a whole journal. The build puts this into the module's glue.
function passStringToWasm0(text, malloc, realloc) {
    const bytes = (from, length) => getUint8ArrayMemory0().subarray(from, from + length);
    const signs = text.length;
    let ptr = malloc(signs, 1) >>> 0;
    // Most texts have as many bytes as signs, and of the others little is left.
    let { read, written } = cachedTextEncoder.encodeInto(text, bytes(ptr, signs));
    if (read < signs) {
        const rest = cachedTextEncoder.encode(text.slice(read));
        const before = written;
        written += rest.length;
        ptr = realloc(ptr, signs, written, 1) >>> 0;
        bytes(ptr + before, rest.length).set(rest);
    }
    WASM_VECTOR_LEN = written;
    return ptr;
}

function getDataViewMemory0() {
    const { buffer } = wasm.memory;
    if (cachedDataViewMemory0?.buffer !== buffer) cachedDataViewMemory0 = new DataView(buffer);
    return cachedDataViewMemory0;
}

function decodeText(bytes) {
    return cachedTextDecoder.decode(bytes);
}
