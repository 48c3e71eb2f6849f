// What was concluded at each step of a walk. Of steps that are known only what is new is asked: most often one more was done.

export const coursing = () => {
    let held = { config: undefined, steps: [], course: [] };

    /** `moment` is what is concluded at the step that is looked at. */
    return (config, journey, moment) => {
        const { steps } = journey;
        const isKnown = held.config === config && held.steps.every((step, place) => step === steps[place]);
        const isNext = isKnown && held.steps.length === steps.length - 1 && journey.atEnd;
        const isBack = held.config === config && steps.every((step, place) => step === held.steps[place]);
        const course = isBack ? held.course.slice(0, steps.length) : isNext ? [...held.course, moment] : config.course(steps);
        held = { config, steps: [...steps], course };
        return course;
    };
};
