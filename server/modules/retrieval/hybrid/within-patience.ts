/** What `promise` gives, or null when that takes longer; it goes on all the same. Rejects as it does within the time. */
export async function withinPatience<Value>(promise: Promise<Value>, patienceMs: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      resolve(null)
    }, patienceMs)
  })
  try {
    return await Promise.race([promise, tooLate])
  } finally {
    clearTimeout(timer)
    // A failure after the time is up is nobody's any more.
    promise.catch(() => undefined)
  }
}
