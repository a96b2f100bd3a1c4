const INITIALS = /^(?=(?:.*\p{Lu}){2})[\p{Lu}\p{N}&./+-]{2,8}s?$/u
const PLURAL = /^\p{Lu}{2,}s$/u

/** "DNS", "I/O", "APIs": at least two capitals and no small letter but a plural s. */
export const isInitials = (word: string): boolean => INITIALS.test(word)

/** "APIs". */
export const isPluralOfInitials = (word: string): boolean => PLURAL.test(word)
