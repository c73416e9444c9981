// How large the storms are: in `npm test` as large as finds faults, in `npm run proofs` (ZHIBAN_PROOFS=1) as large as proves.

/** Where it holds, properties are tried with other cases each time; the failure names the seed. */
export const isProof = process.env.ZHIBAN_PROOFS === '1'

/** So many in `npm test`, so many as a proof; the seeds are the same. */
export const scaled = (inTests: number, asProof: number): number => (isProof ? asProof : inTests)
