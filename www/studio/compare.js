// (stand-in)
export const comparing = () => ({ update() {} });
