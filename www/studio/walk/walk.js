export const walking = () => ({ update() {}, walks: () => [] });
