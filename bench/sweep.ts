export const sweeping = async () => []
