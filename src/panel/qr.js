// A text as a QR code, for the camera of another device. Loaded when somebody asks for it.

import { encode } from 'uqr';

/** The light margin that a reader needs, in modules. */
const QUIET = 4;

/**
 * How many bytes a code of 240 pixels may carry for a camera to read it with ease: version 13 has 69 modules and the margin, so
 * each is three pixels wide, some 0.6 mm on a laptop. From 20 cm a camera gives each three of its own, and readers manage.
 */
export const COMFORTABLE = 425;

/** The dark modules of a text's code, as the `d` of an SVG path in a square of `size`. More than 2,953 bytes are too long. */
export const path = (text) => {
    // As bytes: half of a character would make the library fail.
    const bytes = [...new TextEncoder().encode(text)];
    if (bytes.length > 2953) throw new Error('too long');
    const { data, size } = encode(bytes, { ecc: 'L', border: QUIET });
    let d = '';
    data.forEach((row, y) => {
        for (let x = 0; x < size; x++) {
            const from = x;
            while (row[x]) x++;
            // Side by side they are one stroke: seams would show.
            if (x > from) d += `M${from} ${y}h${x - from}v1H${from}z`;
        }
    });
    return { size, d };
};
