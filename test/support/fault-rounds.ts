/** How often a fault is repeated: once with everything else, more with `npm run test:faults`. */
export const faultRounds = Number(process.env.WAYMARK_FAULT_ROUNDS ?? 1)
