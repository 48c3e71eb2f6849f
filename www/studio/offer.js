// What an offer says of itself, in words: whom it is for, and when it may be shown.

import { listed } from './counted.js';

/** The longest audience that is written out, in letters. */
const LONGEST = 120;

const many = (value) => (value === undefined || value === null ? [] : [value].flat());
const nameIn = (list, id) => list.find((it) => it.id === id)?.name ?? id;

/** "guide · for IT and Finance · in Renewing". */
export const aboutOf = ({ kind, personas, stages, journeys }, config) => {
    const who = listed(many(personas).map((id) => nameIn(config.personas, id)));
    const where = listed(many(stages).map((id) => nameIn(config.stages, id)));
    const ways = listed(many(journeys).map((id) => config.journeyName(id)));
    return [kind, who ? `for ${who}` : 'for every persona', where ? `in ${where}` : ways ? `in all stages of ${ways}` : 'in every stage'].filter(Boolean).join(' · ');
};

/** The rules that decide when an offer may be shown, a part of a sentence each; none where it may be shown at any time. */
export const rulesOf = ({ from, until, limit, audience }) => {
    const { impressions, perDays, perSession } = limit ?? {};
    return [
        from && `from ${from} on`,
        until && `until ${until}`,
        impressions !== undefined && `at most ${times(impressions)}${perDays === undefined ? '' : ` in ${perDays} days`}`,
        perSession !== undefined && `at most ${times(perSession)} a session`,
        audience && `only to its audience, ${shortened(JSON.stringify(audience))}`,
    ].filter(Boolean);
};

const times = (count) => (count === 1 ? 'once' : `${count} times`);
const shortened = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
