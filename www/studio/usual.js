/** The stages that are assumed where a file writes no journeys. */
export const USUAL = ['awareness', 'consideration', 'evaluation', 'purchase', 'onboarding', 'adoption', 'renewal', 'advocacy'];
