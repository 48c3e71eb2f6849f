// (stand-in)
export const covering = () => ({ update() {} });
