/** Sends requests with a key; null: without. */
export const withKey =
  (key: string | null) =>
  async (request: Request): Promise<Response> => {
    if (key !== null) request.headers.set('authorization', `Bearer ${key}`)
    return await fetch(request)
  }
