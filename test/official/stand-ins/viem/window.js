/** Stands for viem's declaration of `window.ethereum`. */
