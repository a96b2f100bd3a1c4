/** A calendar day (YYYY-MM-DD) as a time within it, wherever one is. */
export const dayOf = (date: string): Date => new Date(`${date}T12:00:00`)
