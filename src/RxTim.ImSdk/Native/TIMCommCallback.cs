// typedef void (*TIMCommCallback)(int32_t code, const char* desc, const char* json_params, const void* user_data)
global using unsafe TIMCommCallback = delegate* unmanaged[Cdecl]<int, byte*, byte*, nint, void>;
