using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Sms;

internal static class CarriersRegistration
{
    public static IServiceCollection AddCarrierEndpoints(this IServiceCollection services)
    {
        // A silo in this process has brought its own.
        services.TryAddSingleton<ICarrierDoor, CarrierGrainDoor>();
        return services.AddSingleton<CallbackLanes>().AddSingleton<CarrierCallbacks>();
    }
}
