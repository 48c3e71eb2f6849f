// Cairn's own words in the first of these languages that has them, as the text of a file; nothing for English, which the
// module has itself. The build puts this into the engine's glue and names the languages and their files.
export async function words(languages, fetched) {
    for (const language of languages) {
        const name = String(language).slice(0, 2).toLowerCase();
        if (name === 'en') return;
        if ('LANGUAGES'.split(' ').includes(name)) {
            const file = await fetched(new URL(`WORDS.${name}.txt`, import.meta.url), 'words');
            return file.text();
        }
    }
}
