// A cell: a persona and a stage, by their ids; of an empty one it is not known.

/** With fewer offers there is no choice: `cairn check` warns of such cells. */
export const CHOICE = 2;

export const keyOf = ({ persona, stage }) => JSON.stringify([persona, stage]);

/** What it is called: "Finance · Renewing". */
export const titleOf = ({ persona, stage }, { personas, stages }) => {
    const [who, where] = [personas.find(({ id }) => id === persona)?.name, stages.find(({ id }) => id === stage)?.name];
    if (!who && !where) return 'Nothing known';
    return `${who ?? 'Persona not known'} · ${where ?? 'stage not known'}`;
};

/** All cells with too few offers, as `counts`, the table of a config, has them: `{ persona, stage, count }`. */
export const thinCells = ({ personas, stages }, counts) => stages.flatMap((stage, row) => personas.flatMap((persona, column) => {
    const count = counts[row][column];
    return count < CHOICE ? [{ persona: persona.id, stage: stage.id, count }] : [];
}));

/** Whether a config still has both. */
export const isIn = ({ persona, stage }, { personas, stages }) => (
    (!persona || personas.some(({ id }) => id === persona)) && (!stage || stages.some(({ id }) => id === stage))
);
