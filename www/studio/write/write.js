// (stand-in until the writing pane is there)
export const writing = (place, { check, example, changed }) => {
    const area = document.createElement('textarea');
    area.setAttribute('aria-label', 'offers.json');
    area.style.cssText = 'width:100%;height:90%';
    area.value = example;
    place.append(area);
    area.addEventListener('input', () => changed(area.value, check(area.value)));
    changed(area.value, check(area.value));
    return { text: () => area.value };
};
