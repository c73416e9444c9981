// Where the browser is that tests look at pages with: Debian's, unless CHROMIUM says otherwise.

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
