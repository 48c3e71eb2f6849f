// What is concluded of a visit, in words, and what sets the offers of a slate apart for this visitor.

import { isContact, linked, listOf } from './site.js';
import { place } from './trail.js';

/** From this probability on something is said without "perhaps", and below the other it is not said at all. */
const SURE = 0.6;
const GUESS = 0.3;
/** From this fit on an offer is a good bet, if it is so much better than the next one. */
const GOOD = 0.5;
const LEAD = 1.1;

const likeliest = (shares = {}) => Object.entries(shares).reduce((best, [id, share]) => (share > best[1] ? [id, share] : best), ['', GUESS]);

/** Who the visitor seems to be and where he seems to stand, of what the engine believes. */
export const beliefOf = (site, { personas, stages, said, movement, evidence }) => {
    const [[who, sure], [where, sureThere]] = [likeliest(personas), likeliest(stages)];
    return {
        said: site.persona(said),
        who: site.persona(who),
        sure: sure >= SURE,
        where: site.stage(where),
        sureThere: sureThere >= SURE,
        movement,
        because: [...new Set(listOf(evidence).map(({ signal }) => site.because(signal)))].filter(Boolean),
    };
};

/** A slate, with what sets its offers apart: the best bet, what is for a colleague, where a person answers, what was used. */
export const dressed = (site, slate, past, { said, who, sure }, here) => {
    const { say, offer, persona } = site;
    const leader = said ?? (sure ? who : undefined);
    const fits = slate.offers.filter((it) => !isContact(it)).map(({ fit }) => fit).sort((one, other) => other - one);
    const mark = (it) => {
        const { personas: wanted = [] } = offer(it.offer) ?? {};
        const colleague = leader && wanted.length && !wanted.includes(leader.id) && persona(wanted[0]);
        if (colleague) return ['colleague', colleague.team ? say('team', colleague.team) : say('colleague', colleague.name)];
        if (isContact(it)) return ['person', say('person')];
        return it.fit === fits[0] && it.fit >= GOOD && it.fit >= LEAD * (fits[1] ?? 0) ? ['best', say('best')] : ['', ''];
    };
    const dress = (it) => {
        const [sort, badge] = mark(it);
        const used = past.used({ id: it.offer, url: it.url }) ? say('used') : '';
        return { ...it, sort, badge, used, asks: offer(it.offer)?.handoff === true, kindName: site.kind(it.kind) };
    };
    const shown = {
        ...slate,
        title: site.heading || say('title'),
        offers: slate.offers.filter((it) => it.offer && site.isSafe(it)).map(dress),
        welcome: welcome(site, past, slate.offers.map((it) => it.offer), here),
    };
    // Numbers are not shown.
    return { ...shown, looks: JSON.stringify(shown, (key, value) => (key === 'fit' || key === 'propensity' ? undefined : value)) };
};

/** Where the visitor left off, in a sentence around the link, and what was still open then. */
const welcome = ({ say, ago, offer }, past, shown, address) => {
    const left = past.left();
    if (!left) return;
    const open = past.open(offer, past.before).filter(({ id }) => !shown.includes(id)).slice(0, 3).map(linked);
    const here = place(left.page.url, address) === place(address);
    const [start, end] = say('left', ago(left.ago), '\n').split('\n');
    return here && !open.length ? undefined
        : { start, end, here, open, long: left.long, url: left.page.url, title: left.page.title };
};

/** What was noticed: the conclusions with their doubts, from what, and each step, the newest first. */
export const noticed = ({ say, ago, titleOf, persona }, past, { said, who, sure, where, sureThere, movement, because }) => {
    const named = { click: titleOf, dismissal: titleOf, persona: (id) => persona(id)?.says ?? id };
    const now = Date.now();
    return {
        concluded: [
            said ? say('persona.said', said.says) : who ? say(sure ? 'persona.sure' : 'persona.guess', who.says) : say('persona.unsure'),
            where ? say(sureThere ? 'stage.sure' : 'stage.guess', where) : say('stage.unsure'),
            say(`moves.${movement}`),
        ].filter(Boolean),
        because,
        steps: past.steps.filter(({ kind }) => kind).reverse().map(({ at, kind, name, event }) => ({
            event,
            when: ago(now - at),
            url: event.page?.url ?? '',
            what: kind === 'page' ? name : say(`trail.${kind}`, named[kind]?.(name) ?? name),
        })),
    };
};
