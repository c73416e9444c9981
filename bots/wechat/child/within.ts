// A puppet that does not answer must not hold up what waits for it.

/** Rejects when that time is over; what the work answers afterwards is nobody's business any more. */
export async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the puppet did not answer')), ms)
  })
  return Promise.race([work(), late]).finally(() => clearTimeout(timer))
}
