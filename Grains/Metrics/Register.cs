namespace Sms;

/// <summary>Ids of the things of one kind, oldest first.</summary>
[GenerateSerializer, Alias("register")]
public sealed class Register
{
    [Id(0)] public List<string> Ids { get; set; } = [];
}

internal static class StateWrites
{
    /// <summary>Stores, or gives the activation up: after a failed write only the store knows what is stored.</summary>
    public static async Task SaveAsync<T>(this IPersistentState<T> state, Grain owner)
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            owner.GiveUp();
            throw;
        }
    }

    private static void GiveUp(this IGrainBase owner) => owner.DeactivateOnIdle();
}
