// The views, as tabs: one at a time, and the arrow keys go from one to the next.

/** `shown(name)` is called with the view that is now to be seen. Gives a function that shows one by its name. */
export const tabs = (list, shown) => {
    const all = [...list.querySelectorAll('[role=tab]')];
    const wide = matchMedia('(min-width: 1100px)');
    const place = (tab) => document.getElementById(tab.getAttribute('aria-controls'));
    const writes = (tab) => tab.id === 'tab-write';
    let current;

    const select = (tab) => {
        current = tab;
        for (const other of all) {
            other.setAttribute('aria-selected', other === tab);
            other.tabIndex = other === tab ? 0 : -1;
            // Where there is room the writing stays beside the others.
            place(other).hidden = other !== tab && !(wide.matches && writes(other));
        }
        shown(tab.getAttribute('aria-controls'));
    };
    const arrange = () => {
        const writing = all.find(writes);
        const place = document.getElementById('write');
        if (wide.matches) place.removeAttribute('role');
        else place.setAttribute('role', 'tabpanel');
        select(wide.matches && current === writing ? all.find((tab) => !writes(tab)) : current);
    };

    for (const tab of all) tab.addEventListener('click', () => select(tab));
    list.addEventListener('keydown', (event) => {
        const usable = all.filter((tab) => tab.offsetParent);
        const at = usable.indexOf(document.activeElement);
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: usable.length - 1 }[event.key];
        if (to === undefined || at < 0) return;
        event.preventDefault();
        const tab = usable.at(to % usable.length);
        tab.focus();
        select(tab);
    });
    wide.addEventListener('change', arrange);
    current = all.find((tab) => tab.getAttribute('aria-selected') === 'true');
    arrange();
    return (name) => {
        const tab = all.find((it) => it.getAttribute('aria-controls') === name);
        // The writing is there already where there is room.
        if (!(wide.matches && writes(tab))) select(tab);
    };
};
