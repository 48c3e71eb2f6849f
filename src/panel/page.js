// What the panel asks of the browser in its own language. The build puts this into the module's glue, where these functions
// are found by name. Nothing is thrown at the module.

/** A text in lower case, as its language has it. */
const lowercase = (text) => text.toLowerCase();
