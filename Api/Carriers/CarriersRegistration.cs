namespace Sms;

internal static class CarriersRegistration
{
    public static IServiceCollection AddCarrierEndpoints(this IServiceCollection services) => services.AddSingleton<CarrierCallbacks>();
}
