// A version of a config, as the engine reads it: plain objects instead of the module's texts.

import { Version, check as checked, problems as found } from 'cairn-studio';
import { USUAL } from './usual.js';

/** All findings of a text: `{ usable, findings }`. */
export const check = (text) => JSON.parse(checked(text, Date.now()));

/** What is wrong with each of these values as an event: null for those that are one, else `[what, why, fix]`. */
export const problemsOf = (events) => JSON.parse(found(JSON.stringify(events)));

/** A config without errors. */
export class Config {
    #version;
    #named = {};

    /** Reads a text that `check` calls usable. `language`: that of the visitor's page; empty for the config's own. */
    constructor(text, language = '') {
        this.text = text;
        this.language = language;
        /** The config itself, as written. A byte order mark is none of JSON's. */
        this.config = JSON.parse(text.replace(/^\ufeff/, ''));
        this.#version = Version.of(text, language);
    }

    /** The personas, each with the name that people see. */
    get personas() {
        return this.#named.personas ??= listOf(this.config.personas).map(({ id, name }) => ({ id, name: this.say(name) || id }));
    }

    /** The stages of all journeys, each with the name that people see, and its journey's. */
    get stages() {
        return this.#named.stages ??= this.#stages();
    }

    #stages() {
        const journeys = listOf(this.config.journeys);
        if (!journeys.length) return USUAL.map((id) => ({ id, name: id, journey: '' }));
        return journeys.flatMap((journey) => listOf(journey.stages).map(({ id, name }) => (
            { id, name: this.say(name) || id, journey: journeys.length > 1 ? this.say(journey.name) || journey.id : '' }
        )));
    }

    /** The name of a journey that people see. */
    journeyName(id) {
        return this.say(listOf(this.config.journeys).find((it) => it.id === id)?.name) || id;
    }

    /** The offers as written, with title and text in one language. */
    get offers() {
        return this.#named.offers ??= listOf(this.config.offers).map((it) => ({ ...it, title: this.say(it.title), text: this.say(it.text) }));
    }

    /** The offer with this id, as in `offers`; of one that is not there the id is all there is. */
    offer(id) {
        this.#named.byId ??= new Map(this.offers.map((it) => [it.id, it]));
        return this.#named.byId.get(id) ?? { id, title: id };
    }

    /** A text for people in this version's language. */
    say(text) {
        if (!text || typeof text === 'string') return text ?? '';
        // As the panel: as written, else in the language's base, else in the file's own, else any.
        const locale = this.config.locale || 'en';
        const language = this.language || locale;
        const held = Object.entries(text).map(([key, said]) => [key.toLowerCase(), said]);
        const wanted = [language, language.split('-')[0], locale].map((key) => held.find(([known]) => known === key.toLowerCase()));
        return (wanted.find(Boolean) ?? held[0])?.[1] ?? '';
    }

    /** What is concluded and offered at a time (milliseconds since 1970) after these events. */
    moment(events, now, seed) {
        return JSON.parse(this.#version.moment(JSON.stringify(events), now, seed));
    }

    /** The first `most` of the offers that may be shown then, as they would come onto a slate with room for all: `[{ offer, fit }]`. */
    ranking(events, now, most) {
        return JSON.parse(this.#version.ranking(JSON.stringify(events), now, most));
    }

    /** What is concluded at each of these steps of a walk, `{ events, now }`: what `moment` says of it. */
    course(steps) {
        const list = JSON.stringify(steps.flatMap(({ events }) => events));
        return JSON.parse(this.#version.course(list, Float64Array.from(steps.flatMap(({ events, now }) => [events.length, now]))));
    }

    /** How many offers serve each persona in each stage: a row a stage. */
    table() {
        return JSON.parse(this.#version.table());
    }

    /** What is offered to somebody who surely is of a persona in a stage; of an empty id it is not known. */
    cell(persona, stage) {
        return JSON.parse(this.#version.cell(persona, stage)).slate ?? [];
    }

    /** The ids of the offers that serve a persona in a stage; of an empty id it is not known. */
    serving(persona, stage) {
        return JSON.parse(this.#version.serving(persona, stage));
    }

    /** Gives its memory back. It cannot be asked any more. */
    free() {
        this.#version.free();
    }
}

const listOf = (value) => (Array.isArray(value) ? value : []);
