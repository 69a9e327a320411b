/** Stands for the functions of viem that the official packages import: for logging in with a wallet, which no test does. */

function refuse() {
  throw new Error('The tests do without viem.')
}

export { refuse as encodeFunctionData, refuse as hashMessage, refuse as recoverPublicKey, refuse as toHex }
