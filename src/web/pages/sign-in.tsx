// The pages of signing in by a one-time link: where to get one, the button that uses it, and what may be wrong with it.

/** Those of the institution's words (`wordingOf(…).ui`) that these pages use. */
export interface SignInUi {
  roomTitle: string
  signIn: string
  signInIntro: string
  signInButton: string
  signInExpired: string
  signInUsed: string
  signedOut: string
  /** Nobody is signed in: where a link is had. */
  signInAsk: string
}

/**
 * `ask`: nobody is signed in, and links are had from the administrator. `confirm`: a link was opened; only the button
 * uses it up, because chat programs open links by themselves to preview them.
 */
export type SignInState =
  | { status: 'ask' }
  | { status: 'confirm'; action: string; name: string }
  | { status: 'expired' }
  | { status: 'used' }
  | { status: 'signed-out' }

export interface SignInProps {
  lang: string
  ui: SignInUi
  state: SignInState
  /** Address of sign-in.css. */
  stylesheet: string
}

export function SignInPage({ lang, ui, state, stylesheet }: SignInProps) {
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="same-origin" />
        <title>{`${ui.signIn} · ${ui.roomTitle}`}</title>
        <link rel="stylesheet" href={stylesheet} />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <main>
          <p class="product">{ui.roomTitle}</p>
          <h1>{ui.signIn}</h1>
          <Matter ui={ui} state={state} />
        </main>
      </body>
    </html>
  )
}

function Matter({ ui, state }: Pick<SignInProps, 'ui' | 'state'>) {
  if (state.status !== 'confirm') {
    const sentence = { ask: ui.signInAsk, 'signed-out': ui.signedOut, expired: ui.signInExpired, used: ui.signInUsed }
    return <p role="status">{sentence[state.status]}</p>
  }
  // text/plain: read by the server without a parser for forms, and the body is empty anyway.
  return (
    <form method="post" action={state.action} encType="text/plain">
      <p class="name">{state.name}</p>
      <p>{ui.signInIntro}</p>
      <button type="submit">{ui.signInButton}</button>
    </form>
  )
}
