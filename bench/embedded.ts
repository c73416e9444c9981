export const embedded = async () => []
